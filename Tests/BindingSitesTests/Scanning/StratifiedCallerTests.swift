import RecurrentCore
import Testing

@testable import BindingSites

/// Sites called by the null of each window's stratum.
@Suite struct StratifiedCallerTests {
  private let model: BindingModel
  private let windows: [PeakCaller.Window]

  /// Two windows in a row overlap, then there is a gap; shares change from window to window.
  init() throws {
    model = try StratifiedTiny.model()
    var generator = RandomGenerator(seed: 44)
    windows = (0..<4000).map { index in
      let start = Int64(index / 2 * 100 + index % 2 * 10)
      let score = (0..<12).reduce(-5.0) { sum, _ in sum + generator.uniform() }
      let strong = Int.random(in: 0...9, using: &generator)
      return PeakCaller.Window(
        start: start, end: start + 24, logit: Float(score + (index % 50 < 2 ? 3 : 0)),
        gc: strong == 0 ? .unknown : GCShare(strong: strong, known: 10))
    }
  }

  private func pValue(_ window: PeakCaller.Window) -> Double {
    model.null.pValue(of: window.logit, gc: window.gc)
  }

  private func call(
    _ threshold: CallThreshold, memory: MemoryBound? = nil, isCounted: Bool = false
  ) throws -> [CalledSite] {
    let caller = SiteCaller(model: model, threshold: threshold, memory: memory)
    for window in windows {
      if isCounted {
        if caller.count(window.start..<window.end, logit: window.logit, gc: window.gc) {
          #expect(try caller.addCounted(window, sequenceIndex: 3))
        }
      } else {
        _ = try caller.add(
          window.start..<window.end, sequenceIndex: 3, logit: window.logit, gc: window.gc)
      }
    }
    #expect(caller.histogram.total == windows.count)
    var sites: [CalledSite] = []
    try caller.finish { sites.append($0) }
    return sites
  }

  @Test func aWindowPassesByItsOwnStratumAndAPeakHasItsSummitsPValue() throws {
    #expect(model.isStratified && model.null.nulls.count == 3)
    let limit = 0.02
    var expected: [(best: PeakCaller.Window, count: Int)] = []
    for pair in stride(from: 0, to: windows.count, by: 2) {
      let passing = windows[pair..<pair + 2].filter { pValue($0) <= limit }
      guard var best = passing.first else { continue }
      for window in passing where window.logit > best.logit { best = window }
      expected.append((best, passing.count))
    }
    let sites = try call(.pValue(limit))
    #expect(sites.count == expected.count && sites.count > 50)
    for (site, (best, count)) in zip(sites, expected) {
      #expect(site.peak.logit == best.logit && site.peak.gc == best.gc)
      #expect(site.peak.summit == best.middle && site.peak.windowCount == count)
      #expect(site.pValue == pValue(best))
    }
    // Both kinds of windows are there that one null for all would have called otherwise.
    let middle = { (window: PeakCaller.Window) in
      model.null.pValue(of: window.logit, gc: .unknown)
    }
    #expect(windows.contains { pValue($0) <= limit && middle($0) > limit })
    #expect(windows.contains { pValue($0) > limit && middle($0) <= limit })
  }

  @Test(arguments: [CallThreshold.qValue(0.5), .pValue(0.05), .probability(0.3)])
  func sitesAreTheSameWhereverTheyAreKeptAndCounted(threshold: CallThreshold) throws {
    let whole = try call(threshold)
    #expect(whole.count > 20)
    #expect(try call(threshold, isCounted: true) == whole)
    for records in [1, 7] {
      let memory = MemoryBound(records: records) { RecordLogTests.Store() }
      #expect(try call(threshold, memory: memory) == whole)
    }
  }

  @Test func sitesCalledByQValuesHaveOnesUpToTheLimit() throws {
    let sites = try call(.qValue(0.3))
    #expect(sites.allSatisfy { $0.qValue <= 0.3 && $0.qValue >= $0.pValue })
    #expect(Set(sites.map(\.peak.gc)).count > 3)
  }
}
