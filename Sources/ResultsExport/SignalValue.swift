/// One value over a stretch of a contig: a line of bedGraph.
package struct SignalValue: Sendable, Equatable {
  package var contig: String
  /// Bases covered, 0-based half-open; bedGraph allows no overlap between lines.
  package var interval: Range<Int>
  package var value: Double

  package init(contig: String, interval: Range<Int>, value: Double) {
    precondition(interval.lowerBound >= 0, "interval \(interval) starts before the contig")
    self.contig = contig
    self.interval = interval
    self.value = value
  }
}
