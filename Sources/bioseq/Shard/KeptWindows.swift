internal import BindingSites

/// Takes what shards or a journal kept of a scan, in the order of the input.
protocol KeptWindows: AnyObject {
  /// Begins a sequence, or goes on with the last one where it is the same.
  func begin(_ sequence: ScanSequence) throws
  /// Takes the next window of the sequence begun last.
  func take(_ window: PeakCaller.Window, keptOf sequence: ScanSequence) throws
  /// Adds what was counted on the sequence begun last.
  func add(_ totals: ShardTotals) throws
  /// Adds p-values of all windows scored.
  func add(_ histogram: PValueHistogram)
}
