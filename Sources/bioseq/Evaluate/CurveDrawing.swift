internal import RecurrentCore
internal import ResultsExport

/// Draws the curves of one or several models side by side as one SVG file that needs nothing else: ROC,
/// precision and recall, reliability. Colours follow the viewer's light or dark scheme.
struct CurveDrawing {
  struct Entry {
    let name: String
    let curves: EvaluationCurves
    let evaluation: BinaryEvaluation
  }

  let entries: [Entry]
  /// The share of positives: the precision of chance.
  let positiveShare: Double

  /// Units of the drawing.
  private static let side = 280.0
  private static let margin = 56.0
  private static let gap = 64.0
  private static let top = 40.0
  private static let legendLine = 22.0
  private static let width = 2 * margin + 3 * side + 2 * gap

  /// Okabe & Ito 2008: told apart with any colour vision; the dark scheme's are lighter.
  private static let light = ["#0072b2", "#d55e00", "#007a5a", "#a3498a", "#6b5b00", "#444444"]
  private static let dark = ["#56b4e9", "#f5843c", "#2fc79a", "#e29ac6", "#e6d94c", "#c8c8c8"]
  private static let dashes = ["", "7 3", "2 3", "9 3 2 3", "4 4", "1 4"]

  func write(to buffer: inout TextBuffer) {
    let height =
      Self.top + Self.side + 64 + Self.legendLine * Double(entries.count) + 16
    buffer.append(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(Self.width)) "
        + "\(number(height))\" width=\"\(number(Self.width))\" height=\"\(number(height))\" "
        + "role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n<title>")
    buffer.append(
      "ROC, precision and recall, reliability of " + entries.map(\.name).joined(separator: ", "),
      escaping: .html)
    buffer.append(
      "</title>\n<style>\n\(style)</style>\n<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n"
    )
    panel(0, "ROC", "False positive rate", "True positive rate", &buffer)
    line([(0, 0), (1, 1)], panel: 0, "chance", &buffer)
    panel(1, "Precision and recall", "Recall", "Precision", &buffer)
    line([(0, positiveShare), (1, positiveShare)], panel: 1, "chance", &buffer)
    panel(2, "Reliability", "Predicted probability", "Share of bound", &buffer)
    line([(0, 0), (1, 1)], panel: 2, "chance", &buffer)
    for (index, entry) in entries.enumerated() { draw(entry, index, &buffer) }
    for (index, entry) in entries.enumerated() { legend(entry, index, &buffer) }
    buffer.append("</svg>\n")
  }

  private var style: String {
    func rules(_ colours: [String]) -> String {
      colours.enumerated().map { index, colour in
        ".m\(index){stroke:\(colour)} .d\(index){fill:\(colour)}\n"
      }.joined()
    }
    let lines = Self.dashes.enumerated().map { index, dash in
      dash.isEmpty ? "" : ".m\(index){stroke-dasharray:\(dash)}\n"
    }.joined()
    return ".page{fill:#ffffff} text{fill:#1a1a1a} .axis{stroke:#1a1a1a;fill:none}\n"
      + ".grid{stroke:#d9d9d9} .chance{stroke:#767676;stroke-dasharray:3 3;fill:none}\n"
      + ".curve{fill:none;stroke-width:2;stroke-linejoin:round}\n" + rules(Self.light) + lines
      + "@media (prefers-color-scheme: dark){\n.page{fill:#16191d} text{fill:#e8e8e8} "
      + ".axis{stroke:#e8e8e8}\n.grid{stroke:#3a3f46} .chance{stroke:#9a9a9a}\n" + rules(Self.dark)
      + "}\n"
  }

  private func left(_ panel: Int) -> Double {
    Self.margin + Double(panel) * (Self.side + Self.gap)
  }

  private func point(_ x: Double, _ y: Double, panel: Int) -> String {
    number(left(panel) + x * Self.side) + "," + number(Self.top + (1 - y) * Self.side)
  }

  private func panel(
    _ index: Int, _ title: String, _ horizontal: String, _ vertical: String,
    _ buffer: inout TextBuffer
  ) {
    let (x, bottom) = (left(index), Self.top + Self.side)
    let middle = number(x + Self.side / 2)
    buffer.append(
      "<g>\n<text x=\"\(middle)\" y=\"20\" text-anchor=\"middle\" font-size=\"15\">\(title)</text>\n"
    )
    for step in 0...5 {
      let share = Double(step) / 5
      let (across, up) = (number(x + share * Self.side), number(bottom - share * Self.side))
      buffer.append(
        "<path class=\"grid\" d=\"M\(across),\(number(Self.top))V\(number(bottom))M\(number(x)),\(up)"
          + "H\(number(x + Self.side))\"/>\n")
      let label = step == 0 ? "0" : step == 5 ? "1" : "0.\(2 * step)"
      buffer.append(
        "<text x=\"\(across)\" y=\"\(number(bottom + 16))\" text-anchor=\"middle\">\(label)</text>"
          + "<text x=\"\(number(x - 6))\" y=\"\(number(bottom - share * Self.side + 4))\" "
          + "text-anchor=\"end\">\(label)</text>\n")
    }
    buffer.append(
      "<path class=\"axis\" d=\"M\(number(x)),\(number(Self.top))V\(number(bottom))H\(number(x + Self.side))\"/>\n"
        + "<text x=\"\(middle)\" y=\"\(number(bottom + 36))\" text-anchor=\"middle\">\(horizontal)</text>\n"
        + "<text transform=\"translate(\(number(x - 36)),\(number(Self.top + Self.side / 2))) rotate(-90)\" "
        + "text-anchor=\"middle\">\(vertical)</text>\n</g>\n")
  }

  private func line(
    _ points: [(x: Double, y: Double)], panel: Int, _ style: String, _ buffer: inout TextBuffer
  ) {
    let path = points.map { point($0.x, $0.y, panel: panel) }.joined(separator: " ")
    buffer.append("<polyline class=\"\(style)\" points=\"\(path)\"/>\n")
  }

  private func draw(_ entry: Entry, _ index: Int, _ buffer: inout TextBuffer) {
    let style = "curve m\(index % Self.light.count)"
    let curves = entry.curves
    line(curves.roc.map { ($0.x, $0.y) }, panel: 0, style, &buffer)
    line(curves.precisionRecall.map { ($0.x, $0.y) }, panel: 1, style, &buffer)
    let reliability = curves.reliability.map { ($0.meanProbability, $0.shareOfPositives) }
    line(reliability, panel: 2, style, &buffer)
    for (x, y) in reliability {
      let centre = point(x, y, panel: 2).split(separator: ",")
      buffer.append(
        "<circle class=\"d\(index % Self.light.count)\" cx=\"\(centre[0])\" cy=\"\(centre[1])\" r=\"3\"/>\n"
      )
    }
  }

  private func legend(_ entry: Entry, _ index: Int, _ buffer: inout TextBuffer) {
    let y = Self.top + Self.side + 64 + Self.legendLine * Double(index)
    let x = Self.margin
    buffer.append(
      "<path class=\"curve m\(index % Self.light.count)\" d=\"M\(number(x)),\(number(y))h36\"/>"
        + "<text x=\"\(number(x + 44))\" y=\"\(number(y + 4))\">")
    buffer.append(entry.name, escaping: .html)
    let evaluation = entry.evaluation
    let figures = [
      ("auROC", evaluation.auROC), ("auPRC", evaluation.auPRC),
      ("calibration error", Optional(evaluation.expectedCalibrationError)),
    ].compactMap { name, value in value.map { "\(name) \(number($0, places: 3))" } }
    buffer.append(": " + figures.joined(separator: ", ") + "</text>\n")
  }

  /// A number with few digits, without an exponent.
  private func number(_ value: Double, places: Int = 1) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let digits = String(abs(scaled) % scale)
    let fraction = String(repeating: "0", count: places - digits.count) + digits
    return (scaled < 0 ? "-" : "") + "\(abs(scaled) / scale).\(fraction)"
  }
}
