internal import BindingSites
internal import CommandSupport
internal import ResultsExport

extension ShardForm {
  /// Shards of a scan. After the header:
  ///
  ///     S<TAB>index<TAB>name                           a contig of the input, counted from 0; R for a read
  ///     start<TAB>length<TAB>logit<TAB>gc              a window kept of it: 0-based; the logit as its bits, the
  ///                                                    byte of its `GCShare`
  ///     E<TAB>read<TAB>start<TAB>end<TAB>scored<TAB>unscored<TAB>ambiguous  its `ShardTotals`
  ///     H<TAB>count<TAB>count...                       `PValueHistogram` of all windows scored
  static let scan = ShardForm(program: "bioseq", command: "bioseq scan --shard")
}

/// Writes the shard file of a scan.
final class ShardWriter {
  private let output: ShardOutput

  /// Throws `ResultsExportError`.
  init(path: String, replaceExisting: Bool) throws {
    output = try ShardOutput(path: path, form: .scan, replaceExisting: replaceExisting)
  }

  func write(_ header: ShardHeader) throws { try output.write(header: header) }

  func begin(_ sequence: ScanSequence) throws {
    output.buffer.append(sequence)
    try output.endLine()
  }

  func write(_ window: Range<Int64>, logit: Float, gc: GCShare) throws {
    output.buffer.append(window, logit: logit, gc: gc)
    try output.endLine()
  }

  func end(_ totals: ShardTotals) throws {
    output.buffer.append(totals)
    try output.endLine()
  }

  /// Ends the file and gives it its name.
  func commit(_ histogram: PValueHistogram) throws {
    output.buffer.append(histogram)
    try output.endLine()
    try output.commit()
  }

  func discard() { output.discard() }
}
