import GenomicRegions
import Testing

@Suite struct RegionStringTests {
  let contigs: ContigDictionary

  init() throws {
    contigs = try ContigDictionary([
      ("chr1", 1000), ("HLA-A*01:01", 300), ("odd", 50), ("odd:1-20", 40), ("empty", 0),
    ])
  }

  func resolve(_ text: String) throws -> String {
    try RegionString(text).interval(in: contigs).description
  }

  @Test(arguments: [
    ("chr1", "chr1:1-1000"), ("chr1:11-20", "chr1:11-20"), ("chr1:11", "chr1:11-1000"),
    ("chr1:11-", "chr1:11-1000"), ("chr1:-20", "chr1:1-20"), ("chr1:1,000-1,000", "chr1:1000-1000"),
    ("HLA-A*01:01", "HLA-A*01:01:1-300"), ("HLA-A*01:01:5-6", "HLA-A*01:01:5-6"),
    ("{HLA-A*01:01}:5-6", "HLA-A*01:01:5-6"), ("{odd}:1-20", "odd:1-20"),
    ("{odd:1-20}", "odd:1-20:1-40"), ("odd:1-20:7-8", "odd:1-20:7-8"), ("empty", "empty:1-0"),
  ])
  func regionsAreReadAsSamtoolsReadsThem(text: String, expected: String) throws {
    #expect(try resolve(text) == expected)
  }

  @Test func nameThatCanBeReadTwoWaysIsRefused() {
    #expect(throws: GenomicRegionsError.ambiguousRegion(text: "odd:1-20")) {
      try resolve("odd:1-20")
    }
  }

  @Test(arguments: ["", "{chr1", "{chr1}x", "{chr1}:", "chr1:20-10", "chr1:0-5", "chr1:5-4-3"])
  func malformedRegionsAreUsageErrors(text: String) {
    let error = #expect(throws: GenomicRegionsError.self) { try RegionString(text) }
    #expect(error?.diagnosis.exitStatus == .usage)
  }

  @Test(arguments: ["chr1:1-99999999999999999999999", "chr1:9223372036854775807"])
  func hugeNumbersAreRefused(text: String) {
    #expect(throws: GenomicRegionsError.self) { try RegionString(text) }
  }

  @Test func unknownContigNamesTheSpellingThatExists() {
    #expect(throws: GenomicRegionsError.unknownContig(name: "1", similar: "chr1")) {
      try resolve("1:1-20")
    }
    #expect(throws: GenomicRegionsError.unknownContig(name: "CHR1", similar: "chr1")) {
      try resolve("CHR1")
    }
    #expect(throws: GenomicRegionsError.unknownContig(name: "chr2", similar: nil)) {
      try resolve("chr2:5")
    }
  }

  @Test(arguments: ["chr1:1-1001", "chr1:1001", "chr1:1002", "chr1:990-1010"])
  func regionsBeyondTheirContigAreRefused(text: String) {
    #expect(throws: GenomicRegionsError.beyondContig(region: text, contigLength: 1000)) {
      try resolve(text)
    }
  }

  @Test func streamedContigsAreMatchedByName() throws {
    let region = try RegionString("odd:1-20")
    #expect(region.bounds(onContig: "odd")?.end == GenomicPosition(zeroBased: 20))
    let whole = try #require(region.bounds(onContig: "odd:1-20"))
    #expect(whole.start == .contigStart && whole.end == nil)
    #expect(region.bounds(onContig: "chr1") == nil)
  }

  @Test func contigNamesMustDiffer() {
    #expect(throws: GenomicRegionsError.duplicateContig(name: "a")) {
      try ContigDictionary([("a", 1), ("b", 2), ("a", 3)])
    }
  }
}
