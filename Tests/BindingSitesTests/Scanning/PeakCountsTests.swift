import Foundation
import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct PeakCountsTests {
  /// Benjamini & Hochberg's own example (1995, section 4): 15 p-values.
  private let published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0,
  ]

  private func exactQValues(_ sorted: [Double]) -> [Double] {
    var result = sorted.enumerated().map { $1 * Double(sorted.count) / Double($0 + 1) }
    for index in result.indices.dropLast().reversed() {
      result[index] = min(result[index], result[index + 1])
    }
    return result
  }

  @Test func windowsApartGiveTheExactProceduresQValuesToTheGridsWidth() {
    var counts = PeakCounts(maximumGap: 0)
    for (index, p) in published.shuffled().enumerated() {
      let start = Int64(index) * 100
      counts.add(start..<start + 50, sequenceIndex: 0, pValue: p)
    }
    let rates = counts.falseDiscoveryRates(tests: published.count)
    for (p, exact) in zip(published, exactQValues(published)) {
      let ratio = rates.qValue(of: p) / min(1, exact)
      #expect(0.999...1.04 ~= ratio, "p \(p): \(rates.qValue(of: p)) against \(exact)")
    }
    #expect(published.filter { rates.qValue(of: $0) <= 0.05 }.count == 4)
  }

  /// Peaks as the peak caller joins them, at each threshold.
  @Test(arguments: [(1, 0), (7, 0), (30, 0), (50, 60), (200, 0)] as [(Int64, Int64)])
  func peaksAreCountedAtEveryThresholdAsTheyAreCalled(stride: Int64, gap: Int64) {
    var generator = RandomGenerator(seed: UInt64(stride))
    let windows = (0..<1200).map { index in
      (
        sequence: index / 500, start: Int64(index % 500) * stride,
        p: pow(generator.uniform(), 3) * 0.99 + 1e-9
      )
    }
    var counts = PeakCounts(maximumGap: gap)
    for window in windows {
      counts.add(
        window.start..<window.start + 81, sequenceIndex: window.sequence, pValue: window.p)
    }
    let tests = 100_000_000
    let rates = counts.falseDiscoveryRates(tests: tests)
    var expected = 1.0
    for bin in 0..<PValueHistogram.binCount {
      var caller = PeakCaller(maximumGap: gap)
      var peaks = 0
      for window in windows where PValueHistogram.bin(of: window.p) >= bin {
        let passed = PeakCaller.Window(
          start: window.start, end: window.start + 81, logit: 0, gc: .unknown)
        if caller.add(passed, contigIndex: window.sequence) != nil { peaks += 1 }
      }
      if caller.finish() != nil { peaks += 1 }
      if peaks > 0 {
        expected = min(
          expected, PValueHistogram.upperEdge(of: bin) * Double(tests) / Double(peaks))
      }
      #expect(rates.qValues[bin] == expected, "bin \(bin), \(peaks) peaks")
      if rates.qValues[bin] != expected { break }
      if bin > 300 { break }
    }
  }

  @Test func aSiteSeenByManyWindowsIsOneDiscovery() {
    var many = PeakCounts(maximumGap: 0)
    for start in 0..<80 as Range<Int64> {
      many.add(start..<start + 81, sequenceIndex: 0, pValue: 1e-6)
    }
    var one = PeakCounts(maximumGap: 0)
    one.add(0..<81, sequenceIndex: 0, pValue: 1e-6)
    #expect(
      many.falseDiscoveryRates(tests: 1000).qValues == one.falseDiscoveryRates(tests: 1000).qValues
    )
  }
}
