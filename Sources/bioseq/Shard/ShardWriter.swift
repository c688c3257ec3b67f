internal import BindingSites
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// Writes a shard file: text, complete or absent, with its hash in the last line.
///
///     #bioseq-shard<TAB>1                            format and its version
///     {"run":...,"shard":...}                        `ShardHeader` as JSON
///     S<TAB>index<TAB>name                           a sequence of the input, counted from 0
///     start<TAB>length<TAB>logit                     a window kept of it: 0-based; the logit as its bits
///     E<TAB>read<TAB>start<TAB>end<TAB>scored<TAB>unscored  what was counted on it: `ShardTotals`
///     H<TAB>count<TAB>count...                       `PValueHistogram` of all windows scored
///     #sha256<TAB>hash                               of all bytes before this line
final class ShardWriter {
  static let firstLine = "#bioseq-shard\t1\n"
  static let lastLine = "#sha256\t"

  private let output: OutputFile
  private var buffer = TextBuffer()
  private var hash = SHA256()

  /// Throws `ResultsExportError`.
  init(path: String, replaceExisting: Bool) throws {
    output = try OutputFile(path: path, replaceExisting: replaceExisting, compressed: false)
  }

  func write(_ header: ShardHeader) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    buffer.append(Self.firstLine)
    buffer.bytes += try encoder.encode(header)
    try endLine()
  }

  func begin(_ sequence: ScanSequence) throws {
    buffer.append("S\t\(sequence.index)\t\(sequence.name)")
    try endLine()
  }

  func write(_ window: Range<Int64>, logit: Float) throws {
    buffer.append(window.lowerBound)
    buffer.append(byte: UInt8(ascii: "\t"))
    buffer.append(window.upperBound - window.lowerBound)
    buffer.append(byte: UInt8(ascii: "\t"))
    buffer.append(Int64(logit.bitPattern))
    try endLine()
  }

  func end(_ totals: ShardTotals) throws {
    buffer.append("E")
    for count in [totals.read, totals.start, totals.end, totals.scored, totals.unscored] {
      buffer.append(byte: UInt8(ascii: "\t"))
      buffer.append(count)
    }
    try endLine()
  }

  /// Ends the file and gives it its name.
  func commit(_ histogram: PValueHistogram) throws {
    buffer.append("H")
    for count in histogram.counts {
      buffer.append(byte: UInt8(ascii: "\t"))
      buffer.append(count)
    }
    try endLine()
    try flush()
    output.buffer.append(Self.lastLine + hash.hexadecimal() + "\n")
    hash = SHA256()
    try output.commit()
  }

  func discard() { output.discard() }

  private func endLine() throws {
    buffer.append(byte: UInt8(ascii: "\n"))
    if buffer.count >= 1 << 16 { try flush() }
  }

  private func flush() throws {
    hash.update(buffer.bytes.span)
    output.buffer.bytes += buffer.bytes
    buffer.bytes.removeAll(keepingCapacity: true)
    try output.endRecord()
  }
}
