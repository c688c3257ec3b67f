/// Writes rows of named columns to one output; call `commit` at the end, or it never appears.
package final class TableWriter {
  package let format: TableFormat
  package private(set) var rowCount = 0

  private let encoder: RowEncoder
  private let output: OutputFile

  /// - Parameters:
  ///   - path: a file, or `-`; BGZF when it ends in `.gz`.
  ///   - replaceExisting: whether a file that exists may be replaced at the end.
  /// - Throws: `outputExists`, `cannotCreate`.
  package init(
    path: String, format: TableFormat, columns: [String], replaceExisting: Bool
  ) throws(ResultsExportError) {
    self.format = format
    encoder = RowEncoder(format: format, columns: columns)
    output = try OutputFile(path: path, replaceExisting: replaceExisting)
    encoder.appendHeader(to: &output.buffer)
  }

  package var path: String { output.path }

  /// Writes a row, one cell for each column.
  package func write(_ cells: [TableCell]) throws(ResultsExportError) {
    encoder.append(cells, to: &output.buffer)
    rowCount += 1
    try output.endRecord()
  }

  /// Sends what was written so far to the reader of a pipe.
  package func flush() throws(ResultsExportError) {
    try output.flush()
  }

  package func commit() throws(ResultsExportError) {
    try output.commit()
  }

  /// Writes all there is to write; the file has its temporary name still.
  package func complete() throws(ResultsExportError) {
    try output.complete()
  }

  /// Gives a complete file its name.
  package func publish() throws(ResultsExportError) {
    try output.publish()
  }

  /// Drops the output; harmless after `publish`.
  package func discard() {
    output.discard()
  }
}
