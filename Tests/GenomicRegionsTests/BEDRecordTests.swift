import GenomicRegions
import Testing

@Suite struct BEDRecordTests {
  func parse(_ text: String) throws(GenomicRegionsError) -> BEDRecord? {
    try BEDRecord(parsing: Array(text.utf8), path: "a.bed", line: 7)
  }

  @Test func threeColumnsAreEnoughAndNumbersAreZeroBased() throws {
    let record = try #require(try parse("chr1\t10\t20"))
    #expect(record.interval.description == "chr1:11-20")
    #expect(record.name == nil)
    #expect(record.strand == .none)
  }

  @Test func blanksDivideColumnsWhereThereIsNoTab() throws {
    #expect(try parse("chr1  10 20\r")?.interval.description == "chr1:11-20")
    #expect(try parse("chr 1\t10\t20")?.interval.contig == "chr 1")
  }

  @Test func nameAndStrandAreTaken() throws {
    let record = try parse("chr1\t10\t20\tsite 1\t0\t-\textra")
    #expect(record?.name == "site 1")
    #expect(record?.strand == .reverse)
  }

  @Test(arguments: [
    "", " ", "\r", "# text", "track name=x", "browser position chr1:1-2", "track\tx",
    "#chrom\tstart",
  ])
  func linesWithoutRegionAreSkipped(text: String) throws {
    #expect(try parse(text) == nil)
  }

  @Test func contigsMayBeCalledLikeTrackLines() throws {
    #expect(try parse("track1\t0\t5")?.interval.contig == "track1")
  }

  @Test(arguments: [
    "chr1\t10", "chr1", "chrom\tstart\tend", "chr1\t-1\t5", "chr1\t9\t5", "chr1\t+1\t5",
    "chr1\t1.5\t5", "chr1\t\t5", "\t1\t5", "chr1\t1\t99999999999999999999",
  ])
  func brokenLinesNameFileAndLine(text: String) {
    let error = #expect(throws: GenomicRegionsError.self) { try parse(text) }
    #expect(error?.diagnosis.line.contains("\"a.bed\", line 7") == true)
    #expect(error?.diagnosis.exitStatus == .badInputData)
  }
}
