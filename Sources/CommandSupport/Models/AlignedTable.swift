internal import ResultsExport

/// Rows of cells as text for a person's screen: columns of even width, numbers at the right with three
/// decimals. Programs get TSV or JSON instead.
struct AlignedTable {
  private let columns: [String]
  private var rows: [[String]] = []
  private var isNumber: [Bool]

  init(columns: [String]) {
    self.columns = columns
    isNumber = columns.map { _ in true }
  }

  mutating func append(_ cells: [TableCell]) {
    precondition(cells.count == columns.count, "\(cells.count) cells, \(columns.count) columns")
    for (index, cell) in cells.enumerated() {
      if case .text = cell { isNumber[index] = false }
    }
    rows.append(cells.map(Self.text))
  }

  /// All lines, the column names first, without trailing blanks.
  var lines: [String] {
    let all = [columns] + rows
    let widths = columns.indices.map { column in
      all.map { $0[column].count }.max() ?? 0
    }
    return all.map { row in
      let padded = row.enumerated().map { index, text in
        let blanks = String(repeating: " ", count: widths[index] - text.count)
        return isNumber[index] ? blanks + text : text + blanks
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func text(_ cell: TableCell) -> String {
    switch cell {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): value.isFinite ? decimals(value) : "-"
    case .missing: "-"
    }
  }

  private static func decimals(_ value: Double) -> String {
    guard abs(value) < 1e12 else { return String(value) }
    let thousandths = Int((abs(value) * 1000).rounded())
    let fraction = String(thousandths % 1000)
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return sign + "\(thousandths / 1000)."
      + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
