internal import Arrhythmia
internal import ResultsExport

/// The part of the report on one record: verdict, strip, probabilities.
struct ReportRecord {
  let entry: RhythmReportEntry
  /// The link target.
  let identifier: String
  let strip: RhythmStrip?

  func write(to buffer: inout TextBuffer) {
    buffer.append(
      "<article class=\"rec \(entry.outcome.token)\" id=\"\(identifier)\" "
        + "aria-labelledby=\"\(identifier)h\">\n<header><h3 id=\"\(identifier)h\">")
    ReportTable.appendName(entry.record, to: &buffer)
    buffer.append(
      "</h3><span class=\"verdict\"><span class=\"badge\">\(entry.outcome.symbol)</span>")
    buffer.append(entry.outcome.name)
    if let probability = entry.probability {
      buffer.append(", p = ")
      buffer.append(chance(probability), escaping: .html)
    }
    buffer.append("</span></header>\n")
    appendFacts(&buffer)
    if !entry.message.isEmpty {
      buffer.append("<p class=\"soft small\">")
      buffer.append(entry.message, escaping: .html)
      buffer.append("</p>\n")
    }
    if let timeline = entry.timeline { TimelineDrawing(timeline).write(to: &buffer) }
    if let strip, !strip.rows.isEmpty {
      appendFigure(strip, &buffer)
    } else {
      buffer.append("<p class=\"soft\">The signal cannot be shown.</p>\n")
    }
    if !entry.probabilities.isEmpty { appendBars(&buffer) }
    buffer.append("</article>\n")
  }

  private func appendFacts(_ buffer: inout TextBuffer) {
    buffer.append("<dl class=\"facts small\">")
    if let lead = entry.lead { ReportOverview.fact("Lead", lead, &buffer) }
    if let duration = entry.duration {
      ReportOverview.fact(
        "Length", duration < 120 ? "\(decimal(duration, places: 1)) s" : clock(duration), &buffer)
    }
    if let frequency = entry.samplingFrequency {
      var text = TextBuffer()
      text.append(frequency, significantDigits: 6)
      ReportOverview.fact("Rate", "\(text.string) Hz", &buffer)
    }
    buffer.append("</dl>\n")
  }

  private func appendFigure(_ strip: RhythmStrip, _ buffer: inout TextBuffer) {
    let drawing = StripDrawing(
      strip, label: description(of: strip), decisiveIdentifier: identifier + "d")
    buffer.append(
      "<figure><div class=\"film\" tabindex=\"0\" role=\"region\" aria-label=\"Rhythm strip of ")
    buffer.append(entry.record, escaping: .html)
    buffer.append("\">")
    drawing.write(to: &buffer)
    buffer.append("</div>\n<figcaption><span>25 mm/s, 10 mm/mV")
    if drawing.isCut { buffer.append(". Cut at the paper's edge") }
    if let part = shownPart(strip) { buffer.append(". \(part)") }
    buffer.append("</span>")
    if let decisive = strip.decisive {
      buffer.append(
        "<span>Weighed most: \(Self.span(decisive)) "
          + "<a class=\"go\" href=\"#\(identifier)d\">Show on the strip</a></span>")
    }
    buffer.append("<a class=\"back\" href=\"#table\">Back to the table</a></figcaption></figure>\n")
  }

  private func appendBars(_ buffer: inout TextBuffer) {
    buffer.append("<ul class=\"bars\" aria-label=\"Probabilities\">\n")
    for (rhythm, probability) in zip(RhythmClass.allCases, entry.probabilities) {
      let outcome = RhythmReportEntry.Outcome.rhythm(rhythm)
      let width = decimal(min(max(probability, 0), 1) * 100, places: 1)
      buffer.append("<li class=\"\(outcome.token)\"><span>\(rhythm.label) \(rhythm.name)</span><b>")
      buffer.append(chance(probability), escaping: .html)
      buffer.append(
        "</b><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
          + "<rect width=\"\(width)\" height=\"8\"/></svg></li>\n")
    }
    buffer.append("</ul>\n")
  }

  /// What part of a long record the strip shows.
  private func shownPart(_ strip: RhythmStrip) -> String? {
    let shown = strip.rows.reduce(0) {
      $0 + Double($1.millivolts.count) / strip.samplingFrequency
    }
    guard let duration = entry.duration, shown < duration - 0.5 else { return nil }
    return "\(decimal(shown, places: 0)) s of \(decimal(duration, places: 0)) s shown"
  }

  private func description(of strip: RhythmStrip) -> String {
    let parts = strip.rows.map { row in
      let end = row.start + Double(row.millivolts.count) / strip.samplingFrequency
      return Self.span(row.start..<max(row.start, end))
    }
    var text = "ECG at 25 mm a second and 10 mm a millivolt: " + parts.joined(separator: ", ")
    if let decisive = strip.decisive { text += "; \(Self.span(decisive)) weighed most" }
    return text
  }

  private static func span(_ seconds: Range<Double>) -> String {
    "\(decimal(seconds.lowerBound, places: 1))–\(decimal(seconds.upperBound, places: 1)) s"
  }
}
