import Testing

@testable import BindingSites

@Suite struct PValueHistogramTests {
  /// Benjamini & Hochberg's own example (1995, section 4): 15 p-values.
  private let published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0,
  ]

  @Test func histogramsOfPartsAddUpToTheWhole() {
    var (whole, left, right) = (PValueHistogram(), PValueHistogram(), PValueHistogram())
    for (index, p) in published.enumerated() {
      whole.add(p)
      if index % 3 == 0 { left.add(p) } else { right.add(p) }
    }
    left.add(right)
    #expect(left == whole)
    #expect(whole.total == published.count)
  }

  @Test func smallAndZeroPValuesFallIntoTheLastBin() {
    #expect(PValueHistogram.bin(of: 0) == PValueHistogram.bin(of: 1e-300))
    #expect(PValueHistogram.bin(of: 1) == 0)
  }
}
