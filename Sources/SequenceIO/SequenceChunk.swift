package import GenomicRegions

/// A piece of one contig or read, in order.
///
/// The pieces of a contig follow each other without gap or overlap; every piece but the last has the
/// reader's chunk size, so piece boundaries depend on the contig alone. A contig without bases gives
/// one empty piece that is start and end at once.
package struct SequenceChunk: Sendable, Equatable {
  /// Where a sequence comes from.
  package enum Kind: Sendable, Equatable {
    /// A FASTA record, whose name is unique in its file.
    case contig
    /// A FASTQ record, whose name may occur again (mates share one).
    case read
  }

  package var kind: Kind
  /// Which record of the input this is, from 0.
  package var contigIndex: Int
  /// The record's name: its header up to the first white space.
  package var contig: String
  /// Where on the contig `codes[0]` lies.
  package var start: GenomicPosition
  /// Bases as `BaseCode`.
  package var codes: [UInt8]
  /// Whether this is the contig's first piece.
  package var isContigStart: Bool
  /// Whether this is the contig's last piece; stays false where the input broke off.
  package var isContigEnd: Bool
  /// Whether the contig itself ends with this piece, also where only a region of it is read.
  package var reachesContigEnd: Bool

  package init(
    kind: Kind = .contig, contigIndex: Int, contig: String, start: GenomicPosition,
    codes: [UInt8], isContigStart: Bool, isContigEnd: Bool, reachesContigEnd: Bool? = nil
  ) {
    self.kind = kind
    self.contigIndex = contigIndex
    self.contig = contig
    self.start = start
    self.codes = codes
    self.isContigStart = isContigStart
    self.isContigEnd = isContigEnd
    self.reachesContigEnd = reachesContigEnd ?? isContigEnd
  }

  /// The position after the last base.
  package var end: GenomicPosition { start + Int64(codes.count) }
}

/// Anything that delivers sequence piece by piece: whole files, regions of indexed files, tests.
///
/// What could be read before an error is delivered first; then `next()` throws, and throws the same
/// again if it is called again.
package protocol SequenceSource: AnyObject {
  /// The next piece, or nil after the last one.
  func next() throws(SequenceIOError) -> SequenceChunk?
}
