/// A place on a contig's forward sequence, held 0-based: the first base has offset 0.
///
/// Text formats differ (SAM, VCF, GFF3 and region strings count from 1, BED from 0), so the base is
/// named wherever a number enters or leaves.
package struct GenomicPosition: Hashable, Comparable, Sendable {
  /// Bases before this one on its contig.
  package let offset: Int64

  package init(zeroBased offset: Int64) {
    self.offset = offset
  }

  package init(oneBased number: Int64) {
    self.offset = number - 1
  }

  package static let contigStart = GenomicPosition(zeroBased: 0)

  /// The position as SAM, VCF, GFF3 and region strings write it.
  package var oneBased: Int64 { offset + 1 }

  package static func < (left: GenomicPosition, right: GenomicPosition) -> Bool {
    left.offset < right.offset
  }

  /// The position `bases` further along the forward strand.
  package static func + (position: GenomicPosition, bases: Int64) -> GenomicPosition {
    GenomicPosition(zeroBased: position.offset + bases)
  }

  /// The position `bases` before this one.
  package static func - (position: GenomicPosition, bases: Int64) -> GenomicPosition {
    GenomicPosition(zeroBased: position.offset - bases)
  }

  /// Bases from `right` to `left`.
  package static func - (left: GenomicPosition, right: GenomicPosition) -> Int64 {
    left.offset - right.offset
  }
}
