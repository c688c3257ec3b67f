package import GenomicRegions
package import SequenceIO

/// A sequence under scan.
package struct ScanSequence: Sendable {
  /// The contig's or read's name.
  package let name: String
  /// Its place among the sequences of the run, from 0.
  package let index: Int
  /// Whether it is one of many reads, whose names tell nothing.
  package let isRead: Bool
  /// The alignment the sequence comes from, if it is an aligned read.
  package let read: AlignedRead?

  package init(name: String, index: Int, isRead: Bool = false, read: AlignedRead? = nil) {
    self.name = name
    self.index = index
    self.isRead = isRead || read != nil
    self.read = read
  }
}

/// The next bases of an input.
package struct ScanPiece: Sendable {
  /// The sequence that begins with this piece; nil where the last one goes on.
  package let beginning: ScanSequence?
  /// Where the first base lies.
  package let start: GenomicPosition
  /// Where the first window of a beginning sequence lies, and others every stride from there.
  package let gridAnchor: GenomicPosition
  /// `BaseCode` values.
  package let codes: [UInt8]
  /// Where the part of the sequence ends whose bases are counted here, 0-based; `codes` may reach further,
  /// for windows that begin before it.
  package let countedEnd: Int64
  /// Whether what is scanned of the sequence ends with this piece.
  package let isEnd: Bool
  /// Whether the sequence itself ends there.
  package let isWholeEnd: Bool

  package init(
    beginning: ScanSequence?, start: GenomicPosition, gridAnchor: GenomicPosition = .contigStart,
    codes: [UInt8], countedEnd: Int64 = .max, isEnd: Bool, isWholeEnd: Bool
  ) {
    self.countedEnd = countedEnd
    self.beginning = beginning
    self.start = start
    self.gridAnchor = gridAnchor
    self.codes = codes
    self.isEnd = isEnd
    self.isWholeEnd = isWholeEnd
  }
}

/// Anything that can be scanned.
package protocol ScanInput: AnyObject {
  /// The next piece, or nil at the end.
  func next() throws -> ScanPiece?
}

/// Contigs and reads of FASTA or FASTQ, or regions of them.
package final class StreamedSequences: ScanInput {
  private let source: any SequenceSource
  private var count = 0

  package init(_ source: any SequenceSource) { self.source = source }

  package func next() throws -> ScanPiece? {
    guard let chunk = try source.next() else { return nil }
    var beginning: ScanSequence?
    if chunk.isContigStart {
      beginning = ScanSequence(name: chunk.contig, index: count, isRead: chunk.kind == .read)
      count += 1
    }
    return ScanPiece(
      beginning: beginning, start: chunk.start, codes: chunk.codes, isEnd: chunk.isContigEnd,
      isWholeEnd: chunk.reachesContigEnd)
  }
}

/// Reads of SAM, BAM or CRAM, each a sequence of its own in the orientation the file holds it.
package final class AlignedReads: ScanInput {
  private let reader: AlignmentReader
  private var count = 0

  package init(_ reader: AlignmentReader) { self.reader = reader }

  package func next() throws -> ScanPiece? {
    guard let read = try reader.next() else { return nil }
    defer { count += 1 }
    return ScanPiece(
      beginning: ScanSequence(name: read.name, index: count, read: read), start: .contigStart,
      codes: read.codes, isEnd: true, isWholeEnd: true)
  }
}
