import Foundation
import GenomicRegions
import SequenceIO
import TestSupport
import Testing

@Suite struct AlignmentReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Reads of every kind the filter knows.
  let mixed =
    SAMText.header + SAMText.record("plain", position: 11, cigar: "1S3M", letters: "ACGN")
    + SAMText.record("low", mappingQuality: 3) + SAMText.record("reverse", flags: 0x10)
    + SAMText.record("secondary", flags: 0x100) + SAMText.record("supplementary", flags: 0x800)
    + SAMText.record("duplicate", flags: 0x400) + SAMText.record("failed", flags: 0x200)
    + SAMText.record("bare", letters: "*")
    + SAMText.record("other", contig: "chr2", position: 7)
    + SAMText.record(
      "unmapped", flags: 4, contig: "*", position: 0, mappingQuality: 0, cigar: "*",
      letters: "ACGTNRYSWKMBDHV")

  @Test(arguments: ["sam", "bam", "cram"])
  func allFormatsDeliverTheSameRecords(format: String) throws {
    let path =
      switch format {
      case "sam": try folder.write(mixed, to: "a")
      case "bam": try folder.writeAlignments(mixed, to: "a")
      default: try folder.writeAlignments(mixed, to: "a", mode: "wc")
      }
    var options = AlignmentReader.Options()
    options.filter.excludeFlags = []
    let reader = try AlignmentReader(path: path, options: options)
    let result = drain(reader)
    #expect(result.error == nil)
    #expect(reader.format == format.uppercased())
    #expect(reader.contigs.contigs.map(\.length) == [1000, 500])
    #expect(
      result.reads.map(\.name) == [
        "plain", "low", "reverse", "secondary", "supplementary", "duplicate", "failed", "other",
        "unmapped",
      ])
    let plain = try #require(result.reads.first)
    #expect(plain.codes == [0, 1, 2, 4])
    #expect(plain.position?.oneBased == 11)
    #expect(plain.cigar.runs == [.init(.softClip, 1), .init(.match, 3)])
    #expect(plain.referenceInterval(forReadRange: 0..<2)?.description == "chr1:11-11")
    let last = try #require(result.reads.last)
    #expect(BaseCode.text(of: last.codes) == "ACGTNRYSWKMBDHV")
    #expect(last.contig == nil && last.position == nil)
  }

  @Test func recordsLeftOutAreCountedByReason() throws {
    var options = AlignmentReader.Options()
    options.filter.minimumMappingQuality = 10
    let reader = try AlignmentReader(path: try folder.write(mixed, to: "a.sam"), options: options)
    #expect(drain(reader).reads.map(\.name) == ["plain", "reverse", "other"])
    var expected = ReadCounts()
    expected.total = 10
    expected.delivered = 3
    expected.unmapped = 1
    expected.secondary = 1
    expected.supplementary = 1
    expected.duplicate = 1
    expected.failedQuality = 1
    expected.lowMappingQuality = 1
    expected.withoutSequence = 1
    #expect(reader.counts == expected)
    #expect(reader.counts.leftOut == 7)
  }

  @Test func includeFlagsMustAllBeThere() throws {
    var options = AlignmentReader.Options()
    options.filter.includeFlags = .reverse
    let reader = try AlignmentReader(path: try folder.write(mixed, to: "a.sam"), options: options)
    #expect(drain(reader).reads.map(\.name) == ["reverse"])
    #expect(reader.counts.otherFlags == 4)
  }

  @Test func readsOfNeverAlignedFilesAreKept() throws {
    let text =
      "@HD\tVN:1.6\n"
      + SAMText.record("u", flags: 4, contig: "*", position: 0, cigar: "*")
    let path = try folder.writeAlignments(text, to: "u.bam")
    #expect(drain(try AlignmentReader(path: path)).reads.map(\.name) == ["u"])
  }

  @Test func cutBamDeliversWhatItHoldsAndThenFails() throws {
    let letters = String(repeating: "ACGGT", count: 40)
    let text =
      SAMText.header
      + (0..<2_000).map { index in
        SAMText.record(
          "read\(index &* 2_654_435_761 % 1_000_003)", position: 1 + index / 4, cigar: "200M",
          letters: letters)
      }.joined()
    let path = try folder.writeAlignments(text, to: "a.bam")
    let bytes = try folder.read("a.bam")
    for kept in [bytes.count - 28, bytes.count - 40, bytes.count / 2] {
      let cut = try folder.write(bytes.prefix(kept), to: "cut.bam")
      let result = drain(try AlignmentReader(path: cut))
      #expect(result.error == .truncated(path: cut, format: "BAM"))
      #expect(kept != bytes.count - 28 || result.reads.count == 2_000)
    }
    #expect(drain(try AlignmentReader(path: path)).reads.count == 2_000)
  }

  @Test func brokenSamNamesTheLine() throws {
    let text = SAMText.header + SAMText.record("a") + "b\t0\tchr1\tx\n"
    let path = try folder.write(text, to: "a.sam")
    let result = drain(try AlignmentReader(path: path))
    #expect(result.reads.map(\.name) == ["a"])
    guard case .malformed(_, let line, _, _) = result.error else {
      Issue.record("got \(String(describing: result.error))")
      return
    }
    #expect(line == 5)
  }

  @Test(arguments: ["sam", "bam", "cram"])
  func regionsDeliverEveryOverlappingReadOnce(format: String) throws {
    var generator = SystemRandomNumberGenerator()
    let starts = (0..<300).map { _ in Int.random(in: 1...960, using: &generator) }.sorted()
    let text =
      SAMText.header
      + starts.enumerated().map { index, start in
        SAMText.record(
          "r\(index)", position: start, cigar: "10M20N10M", letters: "ACGTACGTACGTACGTACGT")
      }.joined() + SAMText.record("far", contig: "chr2", position: 100)
    let path =
      format == "sam"
      ? try folder.write(text, to: "a.sam")
      : try folder.writeAlignments(text, to: "a.\(format)", mode: format == "bam" ? "wb" : "wc")
    let query = RegionQuery(
      regions: try ["chr2:103-110", "chr1:500-510", "chr1:100-120", "chr1:530"].map {
        try RegionString($0)
      })
    let reader = try AlignmentReader(path: path, query: query)
    #expect(reader.isIndexed == (format != "sam"))
    let result = drain(reader)
    #expect(result.error == nil)
    let expected = starts.enumerated().filter { _, start in
      [100..<121, 500..<511, 530..<1001].contains { $0.overlaps(start..<start + 40) }
    }.map { "r\($0.offset)" }
    #expect(result.reads.map(\.name) == expected + ["far"])
  }

  @Test func unsortedBamIsFilteredWithoutIndex() throws {
    let text =
      SAMText.header + SAMText.record("b", position: 700) + SAMText.record("a", position: 20)
    let path = try folder.writeAlignments(text, to: "a.bam")
    let query = RegionQuery(regions: [try RegionString("chr1:1-100")])
    let reader = try AlignmentReader(path: path, query: query)
    #expect(!reader.isIndexed)
    #expect(drain(reader).reads.map(\.name) == ["a"])
    #expect(try folder.names() == ["a.bam", "source.sam"])
  }

  @Test func regionsMustFitTheHeader() throws {
    let path = try folder.write(mixed, to: "a.sam")
    let query = RegionQuery(regions: [try RegionString("1:5-9")])
    #expect(throws: SequenceIOError.regions(.unknownContig(name: "1", similar: "chr1"))) {
      try AlignmentReader(path: path, query: query)
    }
  }

  @Test func cramNeedsItsReferenceAndSaysSo() throws {
    let bases = String((0..<1000).map { Array("ACGTTGCA")[$0 * 5 % 8] })
    let fasta = try folder.write(">chr1\n\(bases)\n>chr2\n\(bases.prefix(500))\n", to: "r.fa")
    let text =
      SAMText.header
      + SAMText.record("a", position: 5, cigar: "8M", letters: String(bases.dropFirst(4).prefix(8)))
    let path = try folder.writeAlignments(text, to: "a.cram", reference: fasta)
    #expect(drain(try AlignmentReader(path: path)).reads.count == 1)
    let moved = try folder.write(try folder.read("r.fa"), to: "moved.fa")
    try FileManager.default.removeItem(atPath: fasta)
    #expect(drain(try AlignmentReader(path: path)).error == .missingReference(path: path))
    var options = AlignmentReader.Options()
    options.reference = moved
    let result = drain(try AlignmentReader(path: path, options: options))
    #expect(result.error == nil)
    #expect(
      result.reads.map { BaseCode.text(of: $0.codes) } == [String(bases.dropFirst(4).prefix(8))])
  }

  @Test func aReferenceThatIsAnotherIsToldByContig() throws {
    let bases = String((0..<1000).map { Array("ACGTTGCA")[$0 * 5 % 8] })
    let fasta = try folder.write(">chr1\n\(bases)\n>chr2\n\(bases.prefix(500))\n", to: "r.fa")
    let records = ["chr1", "chr2"].map { contig in
      SAMText.record(
        "a", contig: contig, position: 5, cigar: "8M",
        letters: String(bases.dropFirst(4).prefix(8)))
    }
    let path = try folder.writeAlignments(
      SAMText.header + records.joined(), to: "a.cram", reference: fasta)
    try FileManager.default.removeItem(atPath: fasta)
    func problem(_ text: String) throws -> String? {
      var options = AlignmentReader.Options()
      options.reference = try folder.write(text, to: "other-\(text.count)-\(text.hashValue).fa")
      guard
        case .unfitReference(_, _, let problem, _) = drain(
          try AlignmentReader(path: path, options: options)
        ).error
      else { return nil }
      return problem
    }
    let turned = String(bases.reversed())
    #expect(try problem(">1\n\(bases)\n") == "it lacks the contig \"chr1\"")
    // htslib takes the length of the reference for that of the file.
    let shorter = try problem(">chr1\n\(turned.prefix(900))\n>chr2\n\(bases.prefix(500))\n")
    #expect(shorter?.contains("its contig \"chr1\"") == true)
    let other = try problem(">chr1\n\(turned)\n>chr2\n\(bases.prefix(500))\n")
    #expect(other?.hasPrefix("the MD5 sum of its contig \"chr1\" is ") == true)
    let later = try problem(">chr1\n\(bases)\n>chr2\n\(turned.prefix(500))\n")
    #expect(later?.hasPrefix("the MD5 sum of its contig \"chr2\" is ") == true)
  }

  @Test func inputIsOpenedByItsContent() throws {
    guard
      case .alignments = try SequenceInput.open(path: try folder.write(mixed, to: "a.fa")),
      case .sequences = try SequenceInput.open(path: try folder.write(">a\nA\n", to: "a.bam")),
      case .sequences = try SequenceInput.open(path: try folder.write("@a\nA\n+\nI\n", to: "a.sam"))
    else {
      Issue.record("a format was taken from the file's name")
      return
    }
    let vcf = try folder.write("##fileformat=VCFv4.2\n#CHROM\tPOS\n", to: "a")
    #expect(throws: SequenceIOError.self) { try SequenceInput.open(path: vcf) }
  }
}
