package import ResultsExport

/// A file of custom content for MultiQC (its documentation, "Custom content", "MultiQC-specific data file"):
/// one sample of a section that all runs of one kind share.
package struct MultiQCSection: Sendable {
  package enum Plot: String, Sendable {
    case table
    case bars = "bargraph"
  }

  /// A column of a table, or a part of a bar.
  package struct Column: Sendable {
    package let key: String
    package let title: String
    package let description: String
    /// Python's, for tables; `{:,.0f}`.
    package let format: String
    /// A colour `#rrggbb` for bars.
    package let colour: String?

    package init(
      _ key: String, title: String, description: String, format: String = "{:,.0f}",
      colour: String? = nil
    ) {
      self.key = key
      self.title = title
      self.description = description
      self.format = format
      self.colour = colour
    }
  }

  /// The name that all files of the section share.
  let id: String
  let name: String
  let description: String
  let plot: Plot
  let columns: [Column]
  /// The values of the one sample, by a column's key.
  let sample: String
  let values: [String: Double]

  package init(
    id: String, name: String, description: String, plot: Plot, columns: [Column], sample: String,
    values: [String: Double]
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.plot = plot
    self.columns = columns
    self.sample = sample
    self.values = values
  }

  /// The file's text: keys in the order in which MultiQC shows them.
  var json: TextBuffer {
    var text = TextBuffer()
    text.append("{\n")
    append("id", id, to: &text)
    append("section_name", name, to: &text)
    append("description", description, to: &text)
    append("plot_type", plot.rawValue, to: &text)
    text.append("  \"pconfig\": {\"id\": ")
    text.appendJSON(id + "_plot")
    text.append(", \"title\": ")
    text.appendJSON(name)
    if plot == .bars { text.append(", \"ylab\": \"Records\"") }
    text.append("},\n  \(plot == .table ? "\"headers\"" : "\"categories\""): {\n")
    for (index, column) in columns.enumerated() {
      text.append("    ")
      text.appendJSON(column.key)
      text.append(": {\"\(plot == .table ? "title" : "name")\": ")
      text.appendJSON(column.title)
      if plot == .table {
        text.append(", \"description\": ")
        text.appendJSON(column.description)
        text.append(", \"placement\": \(index), \"format\": ")
        text.appendJSON(column.format)
      }
      if let colour = column.colour { text.append(", \"color\": \"\(colour)\"") }
      text.append(index + 1 < columns.count ? "},\n" : "}\n")
    }
    text.append("  },\n  \"data\": {")
    text.appendJSON(sample)
    text.append(": {")
    let shown = columns.compactMap { column in values[column.key].map { (column.key, $0) } }
    for (index, (key, value)) in shown.enumerated() {
      if index > 0 { text.append(", ") }
      text.appendJSON(key)
      text.append(": ")
      text.appendJSON(value)
    }
    text.append("}}\n}\n")
    return text
  }

  private func append(_ key: String, _ value: String, to text: inout TextBuffer) {
    text.append("  \"\(key)\": ")
    text.appendJSON(value)
    text.append(",\n")
  }

  /// Writes the file, all or nothing.
  package func write(
    to path: String, replaceExisting: Bool
  ) throws(ResultsExportError) {
    let file = try OutputFile(path: path, replaceExisting: replaceExisting, compressed: false)
    file.buffer = json
    try file.commit()
  }

  /// What a sample is called: its first file's name without folder and extensions, else another's.
  package static func sample(_ paths: [String]) -> String {
    let file = paths.first { $0 != "-" && !$0.hasPrefix("/dev/") } ?? "run"
    var name = file.split(separator: "/").last.map(String.init) ?? file
    for ending in [".gz", ".shard"] where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.count))
    }
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
