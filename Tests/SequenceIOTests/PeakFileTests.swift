import GenomicRegions
import SequenceIO
import TestSupport
import Testing

@Suite struct PeakFileTests {
  let folder: TemporaryFolder
  private let narrowPeak = """
    # a comment
    track type=narrowPeak

    chr1\t10\t30\tweak\t0\t.\t2\t-1\t-1\t5
    chr2\t10\t30\tstrong\t0\t.\t9.5\t-1\t-1\t-1
    chr1\t50\t70\talike\t0\t.\t2\t-1\t-1\t5

    """

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["a.narrowPeak", "a.bed", "a.txt", "a.narrowPeak.gz"])
  func narrowPeakIsKnownByItsColumns(name: String) throws {
    let path =
      name.hasSuffix(".gz")
      ? folder.writeCompressed(narrowPeak, to: name) : try folder.write(narrowPeak, to: name)
    let file = try PeakFile(path: path)
    #expect(file.format == .narrowPeak)
    #expect(file.peaks.map(\.name) == ["weak", "strong", "alike"])
    #expect(file.ranked.map(\.name) == ["strong", "weak", "alike"])
    #expect(try PeakFile.isPeaks(TextLines(path: path)))
  }

  @Test func theNameDecidesBeforeTheContent() throws {
    let path = try folder.write("chr1\t10\t30\n", to: "a.narrowPeak")
    #expect(throws: SequenceIOError.self) { try PeakFile(path: path) }
    let empty = try folder.write("", to: "a.bed")
    #expect(try PeakFile.isPeaks(TextLines(path: empty)))
    #expect(try PeakFile(path: empty).peaks.isEmpty)
  }

  @Test func linesThatWereLookedAtAreReadAgain() throws {
    let lines = try TextLines(path: folder.write("a\nb\nc\n", to: "t"))
    #expect(try lines.peek { $0 == "b" } == "b")
    #expect(try lines.peek { $0 == "z" } == nil)
    #expect(lines.lineNumber == 0)
    #expect(try [lines.next(), lines.next(), lines.next(), lines.next()] == ["a", "b", "c", nil])
    #expect(lines.lineNumber == 3)
  }

  @Test func aGenomeWithoutAWayToAnIndexIsRefused() throws {
    let packed = folder.writeCompressed(">a\nACGT\n", to: "a.fa.gz", mode: "wg")
    let ragged = try folder.write(">a\nAC\nACGT\nA\n", to: "b.fa")
    for path in [packed, ragged] {
      #expect(throws: SequenceIOError.unindexed(path: path)) {
        try IndexedFASTA.genome(path: path)
      }
    }
    #expect(throws: SequenceIOError.self) { try IndexedFASTA.genome(path: folder.file("none")) }
  }

  @Test func anyStretchOfAGenomeIsReadAtOnce() throws {
    let path = try folder.write(">a\nACGTN\nacgtn\nTT\n>b\nGG\n", to: "a.fa")
    let genome = try IndexedFASTA.genome(path: path)
    func letters(_ contig: String, _ range: Range<Int64>) throws -> String {
      BaseCode.text(
        of: try genome.codes(
          of: GenomicInterval(
            contig: contig, start: GenomicPosition(zeroBased: range.lowerBound),
            end: GenomicPosition(zeroBased: range.upperBound))))
    }
    #expect(try letters("a", 3..<11) == "TNacgtnT")
    #expect(try letters("b", 0..<2) == "GG")
    #expect(try letters("a", 0..<12) == "ACGTNacgtnTT")
    #expect(throws: SequenceIOError.self) { try letters("a", 5..<13) }
  }
}
