import GenomicRegions
import Testing

@Suite struct PeakRecordTests {
  private func read(_ line: String, _ format: PeakRecord.Format) throws -> PeakRecord? {
    try PeakRecord(parsing: line, as: format, path: "p", line: 7)
  }

  @Test func narrowPeakTellsSignalAndSummit() throws {
    let peak = try #require(
      try read("chr1\t100\t300\tp1\t0\t.\t12.5\t-1\t-1\t150", .narrowPeak))
    #expect(peak.interval.contig == "chr1" && peak.interval.length == 200)
    #expect(peak.name == "p1" && peak.signal == 12.5)
    #expect(peak.summit == GenomicPosition(zeroBased: 250))
    #expect(peak.centre.offset == 250)
  }

  @Test func withoutSummitTheMiddleIsTheCentre() throws {
    let peak = try #require(try read("chr1\t100\t301\t.\t0\t.\t1\t-1\t-1\t-1\r", .narrowPeak))
    #expect(peak.summit == nil && peak.centre.offset == 200)
    let bed = try #require(try read("chr1 100 300", .bed))
    #expect(bed.centre.offset == 200 && bed.signal == nil)
  }

  @Test(arguments: ["# x", "", "track name=x", "browser position"])
  func whatIsNoPeakIsPassedOver(line: String) throws {
    #expect(try read(line, .narrowPeak) == nil)
  }

  @Test(
    arguments: [
      ("chr1\t100\t300\t.\t0\t.\t1\t-1\t-1\t200", "the summit is 200 bases from the start"),
      ("chr1\t100\t300\t.\t0\t.\t1\t-1\t-1\t-2", "column 10"),
      ("chr1\t100\t300\t.\t0\t.\tx\t-1\t-1\t1", "column 7"),
      ("chr1\t100\t300\t.\t0\t.\t-3\t-1\t-1\t1", "column 7"),
      ("chr1\t100\t300", "the line has 3 columns, narrowPeak has 10"),
      ("chr1\t300\t100\t.\t0\t.\t1\t-1\t-1\t1", "the end 100 is before the start 300"),
    ])
  func mistakesAreNamedWithTheirLine(line: String, problem: String) {
    let error = #expect(throws: GenomicRegionsError.self) { try read(line, .narrowPeak) }
    #expect(error?.description.contains(problem) == true)
    #expect(error?.description.contains("\"p\", line 7") == true)
  }

  @Test(
    arguments: [
      ("chr1\t100\t300", .bed), ("chr1 100 300 ATAC", .bed),
      ("chr1\t100\t300\t.\t0\t.\t1.5\t-1\t-1\t20", .narrowPeak),
      ("chr1\t100\t300\t.\t0\t.\t100\t300\t0\t1\t200,\t0,", .bed),
      ("chr1\t100\t300\tACGTACGTACGTACGTACGTACGT\t1", nil), ("ACGTACGTACGTACGTACGTA\t1", nil),
      ("name\tsequence\tlabel", nil), ("chr1\t300\t100", nil),
    ] as [(String, PeakRecord.Format?)])
  func regionsAreToldFromTablesOfSequences(line: String, format: PeakRecord.Format?) {
    #expect(PeakRecord.format(ofLine: line) == format)
  }
}
