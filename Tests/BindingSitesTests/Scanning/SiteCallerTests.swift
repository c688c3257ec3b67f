import Foundation
import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct SiteCallerTests {
  private struct Window {
    let sequence: Int
    let interval: Range<Int64>
    let logit: Float
  }

  private let model: BindingModel
  private let windows: [Window]

  /// Background of the model's null with runs of high scores, on three sequences.
  init() throws {
    model = try BindingModel(TinyModel.file())
    var generator = RandomGenerator(seed: 31)
    windows = (0..<3000).map { index in
      let noise = (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
      let start = Int64(index % 1000) * 10
      return Window(
        sequence: index / 1000, interval: start..<start + 24,
        logit: Float(noise + (index % 97 < 3 ? 4 : 0)))
    }
  }

  private func call(
    _ threshold: CallThreshold, maximumGap: Int64 = 0, minimumLength: Int64 = 0,
    memory: MemoryBound? = nil
  ) throws -> (sites: [CalledSite], candidates: Int, histogram: PValueHistogram) {
    let caller = SiteCaller(
      model: model, threshold: threshold, maximumGap: maximumGap, minimumLength: minimumLength,
      memory: memory)
    var candidates = 0
    for window in windows
    where try caller.add(
      window.interval, sequenceIndex: window.sequence, logit: window.logit, gc: .unknown)
    {
      candidates += 1
    }
    var sites: [CalledSite] = []
    try caller.finish { sites.append($0) }
    return (sites, candidates, caller.histogram)
  }

  /// Sites as an array of passing windows gives them, without streaming.
  private func stretches(
    where passes: (Window) -> Bool, maximumGap: Int64 = 0, minimumLength: Int64 = 0
  ) -> [[Window]] {
    var result: [[Window]] = []
    for window in windows where passes(window) {
      if let last = result.last?.last, last.sequence == window.sequence,
        window.interval.lowerBound <= last.interval.upperBound + maximumGap
      {
        result[result.count - 1].append(window)
      } else {
        result.append([window])
      }
    }
    return result.filter { stretch in
      let length = stretch[stretch.count - 1].interval.upperBound - stretch[0].interval.lowerBound
      return length >= minimumLength
    }
  }

  private func expectEqual(_ sites: [CalledSite], _ stretches: [[Window]]) {
    #expect(sites.count == stretches.count)
    guard sites.count == stretches.count else { return }
    for (site, stretch) in zip(sites, stretches) {
      let best = stretch.map(\.logit).max()
      #expect(site.peak.contigIndex == stretch[0].sequence)
      #expect(site.peak.start == stretch[0].interval.lowerBound)
      #expect(site.peak.end == stretch[stretch.count - 1].interval.upperBound)
      #expect(site.peak.windowCount == stretch.count)
      #expect(site.peak.logit == best)
      #expect(site.pValue == model.pValue(ofLogit: site.peak.logit, gc: .unknown))
      #expect(site.probability == model.probability(ofLogit: site.peak.logit))
    }
  }

  @Test(arguments: [(0.001, 0, 0), (0.01, 15, 0), (0.01, 0, 30), (0, 0, 0), (1, 0, 0)])
  func pValuesUpToTheThresholdAreCalled(limit: Double, gap: Int64, length: Int64) throws {
    let called = try call(.pValue(limit), maximumGap: gap, minimumLength: length)
    expectEqual(
      called.sites,
      stretches(
        where: { model.pValue(ofLogit: $0.logit, gc: .unknown) <= limit }, maximumGap: gap,
        minimumLength: length))
    #expect(called.histogram.total == windows.count)
    #expect(called.sites.isEmpty == (limit == 0))
  }

  @Test(arguments: [0.5, 0.9, 0.999])
  func probabilitiesFromTheThresholdOnAreCalled(limit: Double) throws {
    let called = try call(.probability(limit))
    expectEqual(
      called.sites, stretches { model.probability(ofLogit: $0.logit) >= limit })
    #expect(!called.sites.isEmpty)
  }

  /// Benjamini & Hochberg's step-up rule on the histogram's grid, peaks being the discoveries: the
  /// largest bin whose peaks chance is expected to give no more than the wanted share of.
  private func largestRejected(_ limit: Double) -> Double {
    let bins = windows.map {
      PValueHistogram.bin(of: model.pValue(ofLogit: $0.logit, gc: .unknown))
    }
    let bin = (0..<PValueHistogram.binCount).first { bin in
      let edge = pow(10, -Double(bin) / 64)
      guard edge <= 1.04 * limit else { return false }
      let peaks = stretches {
        let p = model.pValue(ofLogit: $0.logit, gc: .unknown)
        return p <= limit && PValueHistogram.bin(of: p) >= bin
      }
      return edge * Double(bins.count) <= limit * Double(peaks.count)
    }
    return bin.map { pow(10, -Double($0) / 64) } ?? 0
  }

  @Test(arguments: [0.02, 0.05, 0.2, 0.95])
  func qValuesCallWhatBenjaminiAndHochbergRejectByPeaks(limit: Double) throws {
    let called = try call(.qValue(limit))
    let largest = largestRejected(limit)
    let expected = stretches {
      let bin = PValueHistogram.bin(of: model.pValue(ofLogit: $0.logit, gc: .unknown))
      return pow(10, -Double(bin) / 64) <= largest
    }
    expectEqual(called.sites, expected)
    #expect(!called.sites.isEmpty)
    #expect(called.sites.allSatisfy { $0.qValue <= limit && $0.qValue >= $0.pValue })
    #expect(called.candidates < windows.count)
  }

  @Test(arguments: [CallThreshold.qValue(0.5), .pValue(0.05), .probability(0.3)])
  func sitesAreTheSameWhereverTheyAreKept(threshold: CallThreshold) throws {
    let whole = try call(threshold).sites
    for records in [1, 2, 50] {
      let memory = MemoryBound(records: records) { RecordLogTests.Store() }
      #expect(try call(threshold, memory: memory).sites == whole)
    }
    #expect(whole.count > 20)
  }

  @Test func noWindowsGiveNoSites() throws {
    try SiteCaller(model: model, threshold: .qValue(0.05)).finish { _ in
      Issue.record("a site of nothing")
    }
  }
}
