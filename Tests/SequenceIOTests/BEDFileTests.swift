import GenomicRegions
import SequenceIO
import TestSupport
import Testing

@Suite struct BEDFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func compressedUnsortedFileBecomesOneSortedSet() throws {
    let path = folder.writeCompressed(
      "track x\r\nchr1\t10\t20\r\n\r\nchr1\t0\t12\n# end\nchr2 3 4", to: "a.bed.gz")
    let set = try BEDFile.regions(path: path)
    #expect(set.intervals.map(\.description) == ["chr1:1-20", "chr2:4-4"])
    #expect(set.summary.wasUnsorted)
    #expect(set.summary.merged == 1)
  }

  @Test func brokenLineIsNamed() throws {
    let path = try folder.write("# c\nchr1\t1\t2\nchr1\t5\n", to: "a.bed")
    #expect(
      throws: SequenceIOError.regions(
        .malformedBED(path: path, line: 3, problem: "the line has 2 columns, BED needs 3"))
    ) { try BEDFile.records(path: path) }
  }

  @Test func fileWithoutRecordsGivesNoRegions() throws {
    #expect(try BEDFile.records(path: try folder.write("# c\n", to: "a.bed")).isEmpty)
  }
}
