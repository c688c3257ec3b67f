internal import FoundationEssentials
internal import RecurrentCore
package import ResultsExport

/// Writes a shard file; `ShardForm` describes it.
///
/// Fill `buffer`, and call `endLine` after each line.
package final class ShardOutput {
  package var buffer = TextBuffer()
  private let output: OutputFile
  private var hash = SHA256()

  private static let pieceSize = 1 << 16

  /// Throws `ResultsExportError`.
  package init(
    path: String, form: ShardForm, replaceExisting: Bool
  ) throws(ResultsExportError) {
    output = try OutputFile(path: path, replaceExisting: replaceExisting, compressed: false)
    buffer.append(form.firstLine)
  }

  /// Writes the second line.
  package func write(header: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    buffer.bytes += try encoder.encode(header)
    try endLine()
  }

  package func endLine() throws(ResultsExportError) {
    buffer.append(byte: UInt8(ascii: "\n"))
    if buffer.count >= Self.pieceSize { try flush() }
  }

  /// Ends the file and gives it its name.
  package func commit() throws(ResultsExportError) {
    try flush()
    output.buffer.append(ShardForm.lastLine + hash.hexadecimal() + "\n")
    hash = SHA256()
    try output.commit()
  }

  package func discard() { output.discard() }

  private func flush() throws(ResultsExportError) {
    hash.update(buffer.bytes.span)
    output.buffer.bytes += buffer.bytes
    buffer.bytes.removeAll(keepingCapacity: true)
    try output.endRecord()
  }
}
