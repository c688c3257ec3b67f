package import GenomicRegions

/// One value over a stretch of a contig: a line of bedGraph.
package struct SignalValue: Sendable, Equatable {
  /// Bases covered; bedGraph allows no overlap between lines.
  package var interval: GenomicInterval
  package var value: Double

  package init(interval: GenomicInterval, value: Double) {
    self.interval = interval
    self.value = value
  }
}
