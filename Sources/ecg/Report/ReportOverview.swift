internal import ResultsExport

/// The top of the report: what was run, and how many records got which verdict.
struct ReportOverview {
  let heading: RhythmReportHeading
  let counts: [RhythmReportEntry.Outcome: Int]
  let total: Int

  func write(to buffer: inout TextBuffer) {
    buffer.append(
      "<a class=\"skip\" href=\"#table\">Skip to the table</a>\n"
        + "<header class=\"top\"><h1>ECG rhythm report</h1>\n<dl class=\"facts\">")
    Self.fact("Records", "\(total)", &buffer)
    Self.fact("Model", heading.model, &buffer)
    if let date = heading.date { Self.fact("Date", date, &buffer) }
    buffer.append("</dl>\n\(ReportPage.notice)</header>\n<main>\n")
    buffer.append(
      "<section aria-labelledby=\"counts\"><h2 id=\"counts\">Verdicts</h2>\n<ul class=\"counts\">\n"
    )
    for outcome in RhythmReportEntry.Outcome.all {
      let count = counts[outcome] ?? 0
      // The four rhythms always; records without a verdict when there are any.
      if case .rhythm = outcome {} else if count == 0 { continue }
      let share = total > 0 ? 100 * Double(count) / Double(total) : 0
      buffer.append("<li class=\"\(outcome.token)\"><span class=\"badge\">\(outcome.symbol)</span>")
      buffer.append("<span class=\"soft small\">\(decimal(share, places: 1)) %</span>")
      buffer.append("<b>\(count)</b>\(outcome.name)</li>\n")
    }
    buffer.append("</ul></section>\n")
  }

  /// How the report came about, for whoever wants to make it again.
  static func appendProvenance(_ heading: RhythmReportHeading, to buffer: inout TextBuffer) {
    buffer.append("<dl class=\"facts\">")
    fact("Program", heading.program, &buffer)
    if let hash = heading.modelSHA256 { fact("Model SHA-256", hash, isCode: true, &buffer) }
    fact("Command", heading.command, isCode: true, &buffer)
    buffer.append("</dl>\n")
  }

  static func fact(
    _ name: String, _ value: String, isCode: Bool = false, _ buffer: inout TextBuffer
  ) {
    buffer.append("<div><dt>\(name)</dt><dd>\(isCode ? "<code>" : "")")
    buffer.append(value, escaping: .html)
    buffer.append("\(isCode ? "</code>" : "")</dd></div>")
  }
}
