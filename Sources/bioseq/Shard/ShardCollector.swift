internal import BindingSites
internal import ResultsExport

/// Keeps of a shard's scored windows what merging needs.
final class ShardCollector {
  private(set) var items = ScanItems()
  private(set) var sums = ShardTotals()
  private(set) var kept: Int64 = 0

  private let writer: ShardWriter
  private let holdsTrack: Bool
  private let caller: SiteCaller
  private var totals = ShardTotals()
  private var current: Int?

  init(_ writer: ShardWriter, caller: SiteCaller, holdsTrack: Bool) {
    self.writer = writer
    self.caller = caller
    self.holdsTrack = holdsTrack
  }

  func take(_ windows: SequenceScan.Windows) throws {
    if current != windows.sequence.index {
      current = windows.sequence.index
      totals = ShardTotals()
      items.begin(windows.sequence)
      try writer.begin(windows.sequence)
    }
    for (index, (interval, logit)) in zip(windows.intervals, windows.logits).enumerated() {
      totals.cover(interval)
      guard let logit else {
        totals.unscored += 1
        continue
      }
      totals.scored += 1
      let gc = windows.gc(at: index)
      if caller.count(interval, logit: logit, gc: gc) || holdsTrack {
        kept += 1
        try writer.write(interval, logit: logit, gc: gc)
      }
    }
    totals.ambiguous += Int64(windows.ambiguousBases)
    if windows.endsSequence { try endSequence() }
  }

  func finish() throws { try writer.commit(caller.histogram) }

  private func endSequence() throws {
    try writer.end(totals)
    items.last.add(totals)
    sums.scored += totals.scored
    sums.unscored += totals.unscored
    current = nil
  }
}
