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
    _ threshold: CallThreshold, maximumGap: Int64 = 0, minimumLength: Int64 = 0
  ) -> (sites: [CalledSite], candidates: Int, histogram: PValueHistogram) {
    var caller = SiteCaller(
      model: model, threshold: threshold, maximumGap: maximumGap, minimumLength: minimumLength)
    var candidates = 0
    for window in windows
    where caller.add(window.interval, sequenceIndex: window.sequence, logit: window.logit) {
      candidates += 1
    }
    let sites = caller.finish()
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
      #expect(site.pValue == model.null.pValue(of: site.peak.logit))
      #expect(site.probability == model.probability(ofLogit: site.peak.logit))
    }
  }

  @Test(arguments: [(0.001, 0, 0), (0.01, 15, 0), (0.01, 0, 30), (0, 0, 0), (1, 0, 0)])
  func pValuesUpToTheThresholdAreCalled(limit: Double, gap: Int64, length: Int64) {
    let called = call(.pValue(limit), maximumGap: gap, minimumLength: length)
    expectEqual(
      called.sites,
      stretches(
        where: { model.null.pValue(of: $0.logit) <= limit }, maximumGap: gap,
        minimumLength: length))
    #expect(called.histogram.total == windows.count)
    #expect(called.sites.isEmpty == (limit == 0))
  }

  @Test(arguments: [0.5, 0.9, 0.999])
  func probabilitiesFromTheThresholdOnAreCalled(limit: Double) {
    let called = call(.probability(limit))
    expectEqual(
      called.sites, stretches { model.probability(ofLogit: $0.logit) >= limit })
    #expect(!called.sites.isEmpty)
  }

  /// Benjamini & Hochberg's step-up rule on p-values rounded up to the histogram's grid.
  private func largestRejected(_ limit: Double) -> Double {
    let gridded = windows.map { window in
      Double(PValueHistogram.bin(of: model.null.pValue(of: window.logit)))
    }.sorted(by: >).map { pow(10, -$0 / 64) }
    let rank = gridded.indices.last {
      gridded[$0] <= limit * Double($0 + 1) / Double(gridded.count)
    }
    return rank.map { gridded[$0] } ?? 0
  }

  @Test(arguments: [0.01, 0.05, 0.2, 0.95])
  func qValuesCallWhatBenjaminiAndHochbergReject(limit: Double) {
    let called = call(.qValue(limit))
    let largest = largestRejected(limit)
    let expected = stretches {
      let bin = PValueHistogram.bin(of: model.null.pValue(of: $0.logit))
      return pow(10, -Double(bin) / 64) <= largest
    }
    expectEqual(called.sites, expected)
    #expect(!called.sites.isEmpty)
    #expect(called.sites.allSatisfy { $0.qValue <= limit && $0.qValue >= $0.pValue })
    #expect(called.candidates < windows.count)
  }

  @Test func noWindowsGiveNoSites() {
    var caller = SiteCaller(model: model, threshold: .qValue(0.05))
    #expect(caller.finish().isEmpty)
  }
}
