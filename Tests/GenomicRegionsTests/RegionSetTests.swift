import GenomicRegions
import Testing

@Suite struct RegionSetTests {
  func interval(_ contig: String, _ start: Int64, _ end: Int64) -> GenomicInterval {
    GenomicInterval(
      contig: contig, start: GenomicPosition(zeroBased: start), end: GenomicPosition(zeroBased: end)
    )
  }

  @Test func overlappingAndTouchingRegionsMergeAsBedtoolsMergesThem() {
    let set = RegionSet([
      interval("b", 5, 9), interval("a", 20, 30), interval("a", 0, 10), interval("a", 10, 12),
      interval("a", 13, 15), interval("a", 22, 25), interval("b", 7, 7),
    ])
    #expect(
      set.intervals == [
        interval("b", 5, 9), interval("a", 0, 12), interval("a", 13, 15), interval("a", 20, 30),
      ])
    #expect(set.summary.given == 7)
    #expect(set.summary.empty == 1)
    #expect(set.summary.merged == 2)
    #expect(set.summary.wasUnsorted)
    #expect(set.totalLength == 28)
    #expect(set.intervals(onContig: "a").count == 3)
    #expect(set.intervals(onContig: "c").isEmpty)
  }

  @Test func sortedRegionsAreNotCalledUnsorted() {
    let set = RegionSet([interval("b", 0, 2), interval("b", 1, 3), interval("a", 0, 1)])
    #expect(!set.summary.wasUnsorted)
    #expect(
      RegionSet([interval("b", 0, 2), interval("a", 1, 3), interval("b", 4, 5)])
        .summary.wasUnsorted)
  }

  @Test func mergedSetCoversExactlyTheGivenPositions() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let given = (0..<20).map { _ in
        let start = Int64.random(in: 0..<100, using: &generator)
        return interval("a", start, start + Int64.random(in: 0..<12, using: &generator))
      }
      let set = RegionSet(given)
      for offset in 0..<115 as Range<Int64> {
        let position = GenomicPosition(zeroBased: offset)
        let covered = given.contains { $0.contains(position) }
        #expect((set.interval(at: position, onContig: "a") != nil) == covered)
      }
      for (left, right) in zip(set.intervals, set.intervals.dropFirst()) {
        #expect(left.end < right.start)
      }
    }
  }

  @Test func fittingOrdersByTheDictionaryAndDrawsEndsIn() throws {
    let contigs = try ContigDictionary([("a", 25), ("b", 8)])
    let set = RegionSet([interval("b", 5, 9), interval("a", 20, 30), interval("a", 0, 3)])
    let fitted = try set.fitted(to: contigs)
    #expect(fitted.intervals == [interval("a", 0, 3), interval("a", 20, 25), interval("b", 5, 8)])
    #expect(fitted.summary.clipped == 2)
    #expect(fitted.summary.given == 3)
    #expect(throws: GenomicRegionsError.unknownContig(name: "c", similar: nil)) {
      try RegionSet([interval("c", 0, 1)]).fitted(to: contigs)
    }
    #expect(throws: GenomicRegionsError.self) {
      try RegionSet([interval("b", 8, 9)]).fitted(to: contigs)
    }
  }
}
