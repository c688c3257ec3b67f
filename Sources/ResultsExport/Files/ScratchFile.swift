/// Bytes set aside on the disk until what comes before them is known.
///
/// Fill `buffer`, and call `endRecord` after each record. The file lies in the folder for temporary
/// files without a name: however the process ends, nothing of it stays.
package final class ScratchFile {
  /// Bytes not yet written.
  package var buffer = TextBuffer()
  private let descriptor: ScratchDescriptor
  private static let pieceSize = 1 << 16

  /// Throws `cannotCreate`.
  package init() throws(ResultsExportError) {
    do {
      descriptor = try ScratchDescriptor()
    } catch {
      throw .cannotCreate(path: Self.name, reason: error.reason)
    }
  }

  /// Writes a full buffer out; call it after each record.
  package func endRecord() throws(ResultsExportError) {
    if buffer.count >= Self.pieceSize { try flush() }
  }

  /// Up to `count` bytes from `offset` on; empty at the end.
  package func bytes(at offset: Int, count: Int) throws(ResultsExportError) -> [UInt8] {
    if buffer.count > 0 { try flush() }
    do {
      return try descriptor.read(at: offset, count: count)
    } catch {
      throw .writeFailed(path: Self.name, reason: error.reason)
    }
  }

  /// Appends everything set aside to an output.
  package func copy(to output: OutputFile) throws(ResultsExportError) {
    try flush()
    var offset = 0
    while true {
      let piece = try bytes(at: offset, count: Self.pieceSize)
      if piece.isEmpty { return }
      offset += piece.count
      output.buffer.bytes += piece
      try output.endRecord()
    }
  }

  private func flush() throws(ResultsExportError) {
    do {
      try descriptor.write(buffer.bytes)
    } catch {
      throw .writeFailed(path: Self.name, reason: error.reason)
    }
    buffer.bytes.removeAll(keepingCapacity: true)
  }

  /// What messages call it.
  private static let name = "a temporary file in TMPDIR"
}
