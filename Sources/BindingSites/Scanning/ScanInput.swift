internal import GenomicRegions
package import SequenceIO

/// A sequence under scan.
package struct ScanSequence: Sendable {
  /// The contig's or read's name.
  package let name: String
  /// Its place among the sequences of the run, from 0.
  package let index: Int

  package init(name: String, index: Int) {
    self.name = name
    self.index = index
  }
}

/// The next bases of an input.
package struct ScanPiece: Sendable {
  /// The sequence that begins with this piece; nil where the last one goes on.
  package let beginning: ScanSequence?
  /// 0-based position of the first base.
  package let start: Int64
  /// `BaseCode` values.
  package let codes: [UInt8]
  /// Whether what is scanned of the sequence ends with this piece.
  package let isEnd: Bool
  /// Whether the sequence itself ends there.
  package let isWholeEnd: Bool

  package init(
    beginning: ScanSequence?, start: Int64, codes: [UInt8], isEnd: Bool, isWholeEnd: Bool
  ) {
    self.beginning = beginning
    self.start = start
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

/// Whole sequences of FASTA or FASTQ.
package final class WholeSequences: ScanInput {
  private let source: any SequenceSource
  private var count = 0
  /// Bases read so far.
  package private(set) var basesRead: Int64 = 0

  package init(_ source: any SequenceSource) { self.source = source }

  package func next() throws -> ScanPiece? {
    guard let chunk = try source.next() else { return nil }
    basesRead += Int64(chunk.codes.count)
    var beginning: ScanSequence?
    if chunk.isContigStart {
      beginning = ScanSequence(name: chunk.contig, index: count)
      count += 1
    }
    return ScanPiece(
      beginning: beginning, start: chunk.start.offset, codes: chunk.codes,
      isEnd: chunk.isContigEnd, isWholeEnd: chunk.isContigEnd)
  }
}
