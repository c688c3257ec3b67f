/// Turns rows into lines of one format.
struct RowEncoder: Sendable {
  let format: TableFormat
  let columns: [String]

  func appendHeader(to buffer: inout TextBuffer) {
    switch format {
    case .csv: appendSeparated(columns.map(TableCell.text), to: &buffer)
    case .tsv:
      buffer.append("#")
      appendSeparated(columns.map(TableCell.text), to: &buffer)
    case .jsonLines: break
    }
  }

  func append(_ cells: [TableCell], to buffer: inout TextBuffer) {
    precondition(
      cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    switch format {
    case .csv, .tsv: appendSeparated(cells, to: &buffer)
    case .jsonLines: appendObject(cells, to: &buffer)
    }
  }

  private func appendSeparated(_ cells: [TableCell], to buffer: inout TextBuffer) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { buffer.append(format == .csv ? "," : "\t") }
      switch cell {
      case .text(let text):
        if format == .csv {
          buffer.appendCSV(text)
        } else {
          buffer.append(text, escaping: .tabSeparated)
        }
      case .integer(let value): buffer.append(value)
      case .number(let value) where value.isFinite: buffer.append(value)
      case .number, .missing: if format == .tsv { buffer.append("NA") }
      }
    }
    buffer.append("\n")
  }

  private func appendObject(_ cells: [TableCell], to buffer: inout TextBuffer) {
    buffer.append("{")
    for (index, (column, cell)) in zip(columns, cells).enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.appendJSON(column)
      buffer.append(":")
      switch cell {
      case .text(let text): buffer.appendJSON(text)
      case .integer(let value): buffer.append(value)
      case .number(let value): buffer.appendJSON(value)
      case .missing: buffer.append("null")
      }
    }
    buffer.append("}\n")
  }
}

extension TextBuffer {
  /// Appends a CSV field: in quotes, with quotes inside doubled, where RFC 4180 asks for it.
  fileprivate mutating func appendCSV(_ text: String) {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else {
      append(text)
      return
    }
    append("\"")
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { append(byte: byte) }
      append(byte: byte)
    }
    append("\"")
  }
}
