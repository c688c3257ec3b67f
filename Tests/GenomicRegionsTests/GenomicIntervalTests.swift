import GenomicRegions
import Testing

@Suite struct GenomicIntervalTests {
  func interval(_ contig: String, _ range: Range<Int64>) -> GenomicInterval {
    GenomicInterval(
      contig: contig, start: GenomicPosition(zeroBased: range.lowerBound),
      end: GenomicPosition(zeroBased: range.upperBound))
  }

  @Test func oneBasedAndZeroBasedNumbersNameTheSamePosition() {
    #expect(GenomicPosition(oneBased: 1) == .contigStart)
    #expect(GenomicPosition(zeroBased: 3_000_000_000).oneBased == 3_000_000_001)
  }

  @Test func descriptionIsTheRegionString() {
    #expect(interval("chr1", 10..<20).description == "chr1:11-20")
  }

  @Test func neighboursDoNotOverlap() {
    #expect(!interval("a", 0..<5).overlaps(interval("a", 5..<9)))
    #expect(interval("a", 0..<6).overlaps(interval("a", 5..<9)))
    #expect(!interval("a", 0..<6).overlaps(interval("b", 5..<9)))
    #expect(interval("a", 0..<6).intersection(interval("a", 5..<9)) == interval("a", 5..<6))
    #expect(interval("a", 0..<5).intersection(interval("a", 5..<9)) == nil)
  }
}
