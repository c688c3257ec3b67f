/// A stretch of a contig, 0-based half-open: `start` is the first base, `end` the one after the last.
package struct GenomicInterval: Hashable, Sendable {
  package let contig: String
  package let start: GenomicPosition
  package let end: GenomicPosition

  /// - Precondition: `0 <= start <= end`.
  package init(contig: String, start: GenomicPosition, end: GenomicPosition) {
    precondition(
      start.offset >= 0 && start <= end,
      "an interval runs from \(start.offset) to \(end.offset)")
    self.contig = contig
    self.start = start
    self.end = end
  }

  /// Bases covered.
  package var length: Int64 { end - start }

  package var isEmpty: Bool { start == end }

  package func contains(_ position: GenomicPosition) -> Bool {
    start <= position && position < end
  }

  /// Whether at least one base is shared.
  package func overlaps(_ other: GenomicInterval) -> Bool {
    contig == other.contig && start < other.end && other.start < end
  }

  /// The bases shared, or nil if there are none.
  package func intersection(_ other: GenomicInterval) -> GenomicInterval? {
    guard overlaps(other) else { return nil }
    return GenomicInterval(
      contig: contig, start: max(start, other.start), end: min(end, other.end))
  }
}

extension GenomicInterval: CustomStringConvertible {
  /// The interval as a region string, 1-based inclusive: `chr1:11-20`. Empty intervals have no such
  /// form and are written with an end before their start.
  package var description: String { "\(contig):\(start.oneBased)-\(end.offset)" }
}
