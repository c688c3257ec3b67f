internal import BindingSites
internal import ResultsExport

/// Keeps of a shard's scored windows what merging needs.
final class ShardCollector {
  /// What was done on each sequence; reads are one item each.
  private(set) var items: [Manifest.Item] = []
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
      try writer.begin(windows.sequence)
    }
    for (interval, logit) in zip(windows.intervals, windows.logits) {
      totals.cover(interval)
      guard let logit else {
        totals.unscored += 1
        continue
      }
      totals.scored += 1
      if caller.count(logit: logit) || holdsTrack {
        kept += 1
        try writer.write(interval, logit: logit)
      }
    }
    if windows.endsSequence { try end(windows.sequence.name) }
  }

  func finish() throws { try writer.commit(caller.histogram) }

  private func end(_ name: String) throws {
    try writer.end(totals)
    var item = Manifest.Item(name: name)
    item.add(totals)
    items.append(item)
    sums.scored += totals.scored
    sums.unscored += totals.unscored
    current = nil
  }
}
