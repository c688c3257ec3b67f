internal import Arrhythmia
internal import ResultsExport

/// The table of all records.
enum ReportTable {
  typealias Outcome = RhythmReportEntry.Outcome

  /// Heads in order: key for links, words, whether a number, whether first sorted downwards.
  private static let columns: [(key: String, words: String, isNumber: Bool, falls: Bool)] = [
    ("record", "Record", false, false), ("verdict", "Verdict", false, false),
    ("n", "p(N)", true, true), ("a", "p(A)", true, true), ("o", "p(O)", true, true),
    ("z", "p(~)", true, true), ("duration", "Length, s", true, true),
    ("frequency", "Rate, Hz", true, true), ("note", "Note", false, false),
  ]

  static func begin(counts: [Outcome: Int], to buffer: inout TextBuffer) {
    buffer.append(
      "<section aria-labelledby=\"table\"><h2 id=\"table\">Records</h2>\n"
        + "<div class=\"controls\" id=\"controls\" hidden>"
        + "<input type=\"search\" id=\"find\" placeholder=\"Find a record\" "
        + "aria-label=\"Find a record by name\">"
        + "<fieldset><legend>Show records with this verdict</legend>")
    for outcome in Outcome.all where counts[outcome] != nil {
      buffer.append(
        "<label class=\"pick \(outcome.token)\"><input type=\"checkbox\" name=\"show\" "
          + "value=\"\(outcome.token)\" checked><span class=\"badge\">\(outcome.symbol)</span>"
          + "\(outcome.name)</label>")
    }
    buffer.append(
      "</fieldset><span class=\"soft small\" id=\"shown\" role=\"status\"></span></div>\n"
        + "<div class=\"box\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table\">"
        + "<table id=\"records\"><thead><tr>")
    for column in columns {
      let classes = (column.isNumber ? ["num"] : []) + (column.falls ? ["falling"] : [])
      let list = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
      buffer.append("<th scope=\"col\" id=\"by-\(column.key)\"\(list)>\(column.words)</th>")
    }
    buffer.append("</tr></thead>\n<tbody>\n")
  }

  static func end(to buffer: inout TextBuffer) {
    buffer.append("</tbody></table></div></section>\n")
  }

  /// - Parameter link: the link target of the record's strip.
  static func append(_ entry: RhythmReportEntry, link: String?, to buffer: inout TextBuffer) {
    buffer.append("<tr class=\"\(entry.outcome.token)\"><th scope=\"row\">")
    if let link { buffer.append("<a href=\"#\(link)\">") }
    appendName(entry.record, to: &buffer)
    if link != nil { buffer.append("</a>") }
    buffer.append("</th><td><span class=\"badge\">\(entry.outcome.symbol)</span> ")
    buffer.append("\(entry.outcome.name)</td>")
    for rhythm in RhythmClass.allCases {
      let isBest = entry.outcome == .rhythm(rhythm)
      buffer.append("<td class=\"num\(isBest ? " best" : "")\">")
      if entry.probabilities.indices.contains(rhythm.rawValue) {
        buffer.append(decimal(entry.probabilities[rhythm.rawValue], places: 3))
      }
      buffer.append("</td>")
    }
    buffer.append("<td class=\"num\">")
    if let duration = entry.duration { buffer.append(decimal(duration, places: 1)) }
    buffer.append("</td><td class=\"num\">")
    if let frequency = entry.samplingFrequency { buffer.append(frequency, significantDigits: 6) }
    buffer.append("</td><td class=\"note\">")
    buffer.append(entry.message, escaping: .html)
    buffer.append("</td></tr>\n")
  }

  /// A record's name, kept from turning the direction of the text around it.
  static func appendName(_ name: String, to buffer: inout TextBuffer) {
    buffer.append("<bdi>")
    buffer.append(name, escaping: .html)
    buffer.append("</bdi>")
  }
}
