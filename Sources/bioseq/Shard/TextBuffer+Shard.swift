internal import BindingSites
internal import ResultsExport

/// The lines of a scan's shard file, without line feeds; `ShardForm.scan` describes them.
extension TextBuffer {
  private static let tab = UInt8(ascii: "\t")

  mutating func append(_ sequence: ScanSequence) {
    append("\(sequence.isRead ? "R" : "S")\t\(sequence.index)\t\(sequence.name)")
  }

  mutating func append(_ window: Range<Int64>, logit: Float, gc: GCShare) {
    append(window.lowerBound)
    append(byte: Self.tab)
    append(window.upperBound - window.lowerBound)
    append(byte: Self.tab)
    append(Int64(logit.bitPattern))
    append(byte: Self.tab)
    append(Int64(gc.byte))
  }

  mutating func append(_ totals: ShardTotals) {
    append("E")
    for count in [
      totals.read, totals.start, totals.end, totals.scored, totals.unscored, totals.ambiguous,
    ] {
      append(byte: Self.tab)
      append(count)
    }
  }

  mutating func append(_ histogram: PValueHistogram) {
    append("H")
    for count in histogram.counts {
      append(byte: Self.tab)
      append(count)
    }
  }
}
