internal import ResultsExport

/// What a shard counted on one sequence.
struct ShardTotals: Equatable {
  /// Bases under windows, each counted once; 0-based half-open these lie in `start..<end`.
  var read: Int64 = 0
  var start: Int64 = 0
  var end: Int64 = 0
  /// Windows scored, and windows left out for unknown bases.
  var scored: Int64 = 0
  var unscored: Int64 = 0
  /// Bases that are not A, C, G or T.
  var ambiguous: Int64 = 0

  /// Counts the bases of the next window that no window before it covered.
  mutating func cover(_ window: Range<Int64>) {
    if read == 0 { start = window.lowerBound }
    read += max(0, window.upperBound - max(window.lowerBound, end))
    end = max(end, window.upperBound)
  }

  /// Adds what was counted on the next windows of the sequence; they may share bases with those before.
  mutating func append(_ next: ShardTotals) {
    if read == 0 { start = next.start }
    if next.read > 0 {
      read += next.read - (read > 0 ? max(0, end - next.start) : 0)
      end = max(end, next.end)
    }
    scored += next.scored
    unscored += next.unscored
    ambiguous += next.ambiguous
  }
}

extension Manifest.Item {
  /// Why windows are not scored.
  static let unknownBases = "unknown bases"

  mutating func add(_ totals: ShardTotals) {
    read += totals.read
    scored += totals.scored
    ambiguous += totals.ambiguous
    if totals.unscored > 0 { skipped[Self.unknownBases, default: 0] += totals.unscored }
  }
}
