internal import BindingSites
internal import CommandSupport
internal import ResultsExport

/// Writes a shard file from the units of a journal, sequences that several units share joined: the bytes of
/// a run without a journal.
final class ShardRewriter: KeptWindows {
  private(set) var items = ScanItems()
  private(set) var sums = ShardTotals()
  private(set) var kept: Int64 = 0

  private let writer: ShardWriter
  private var histogram = PValueHistogram()
  private var current: ScanSequence?
  private var totals = ShardTotals()

  init(_ writer: ShardWriter) { self.writer = writer }

  func begin(_ sequence: ScanSequence) throws {
    guard current?.index != sequence.index else { return }
    try endSequence()
    current = sequence
    items.begin(sequence)
    try writer.begin(sequence)
  }

  func take(_ window: PeakCaller.Window, keptOf sequence: ScanSequence) throws {
    kept += 1
    try writer.write(window.start..<window.end, logit: window.logit, gc: window.gc)
  }

  func add(_ totals: ShardTotals) { self.totals.append(totals) }

  func add(_ histogram: PValueHistogram) { self.histogram.add(histogram) }

  func finish() throws {
    try endSequence()
    try writer.commit(histogram)
  }

  private func endSequence() throws {
    guard current != nil else { return }
    try writer.end(totals)
    items.last.add(totals)
    sums.scored += totals.scored
    sums.unscored += totals.unscored
    totals = ShardTotals()
    current = nil
  }
}
