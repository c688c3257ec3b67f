import GenomicRegions

/// The 0-based half-open interval `start..<end`.
func interval(_ contig: String, _ start: Int64, _ end: Int64) -> GenomicInterval {
  GenomicInterval(
    contig: contig, start: GenomicPosition(zeroBased: start), end: GenomicPosition(zeroBased: end))
}
