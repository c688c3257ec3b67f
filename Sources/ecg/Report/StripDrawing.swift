internal import ResultsExport

/// Draws a rhythm strip as SVG on ECG paper: 25 mm/s, 10 mm/mV.
///
/// A unit of the drawing is 1 ms wide, so 1/40 mm; upwards it is 1/400 mV. In these units a small
/// square of the paper (1 mm) is 40 and a large one (5 mm) 200.
struct StripDrawing {
  static let unitsPerMillimetre = 40
  static let millimetresPerSecond = 25
  static let millimetresPerMillivolt = 10
  /// The part of a row before the signal, where the calibration pulse stands: 10 mm.
  static let margin = 400
  /// Units a row is wide: 260 mm.
  static let width = margin + Int(RhythmStrip.rowSeconds) * 1000

  static let largeSquare = 200
  private static let unitsPerMillivolt = millimetresPerMillivolt * unitsPerMillimetre
  /// A twentieth of a millimetre, half the thinnest line of the paper.
  private static let tolerance = 2.0
  /// Above and below the signal's middle, in large squares: at least room for the pulse.
  private static let fewestSquares = 2
  private static let mostSquares = 4
  /// Paper above a row, where the decisive stretch is marked.
  private static let heading = 200

  /// Units the tallest strip is high.
  static let mostHeight =
    RhythmStrip.mostRows * (heading + 2 * mostSquares * largeSquare)

  let strip: RhythmStrip
  /// What a screen reader says.
  let label: String
  /// The link target of the decisive stretch.
  let decisiveIdentifier: String

  private let layouts: [RowLayout]
  private let height: Int

  /// Where a row lies.
  private struct RowLayout {
    var row: RhythmStrip.Row
    /// Its top with its heading, and its middle line.
    var top: Int
    var middle: Int
    var bottom: Int
    /// The millivolts on the middle line.
    var baseline: Float
  }

  init(_ strip: RhythmStrip, label: String, decisiveIdentifier: String) {
    self.strip = strip
    self.label = label
    self.decisiveIdentifier = decisiveIdentifier
    var top = 0
    layouts = strip.rows.map { row in
      let extent = SignalExtent(row.millivolts)
      let above = Self.squares(extent.above)
      let below = Self.squares(extent.below)
      let middle = top + Self.heading + above * Self.largeSquare
      let bottom = middle + below * Self.largeSquare
      defer { top = bottom }
      return RowLayout(
        row: row, top: top, middle: middle, bottom: bottom, baseline: extent.middle)
    }
    height = max(Self.largeSquare, top)
  }

  /// Whether some of the signal lies beyond the paper and is drawn along its edge.
  var isCut: Bool {
    layouts.contains { layout in
      let extent = SignalExtent(layout.row.millivolts)
      let most = Float(Self.mostSquares * Self.largeSquare) / Float(Self.unitsPerMillivolt)
      return extent.above > most || extent.below > most
    }
  }

  func write(to buffer: inout TextBuffer) {
    let millimetres = (Self.width / Self.unitsPerMillimetre, height / Self.unitsPerMillimetre)
    buffer.append(
      "<svg class=\"strip\" width=\"\(millimetres.0)mm\" height=\"\(millimetres.1)mm\" "
        + "viewBox=\"0 0 \(Self.width) \(height)\" role=\"img\" aria-label=\"")
    buffer.append(label, escaping: .html)
    buffer.append("\"><rect class=\"paper\" width=\"\(Self.width)\" height=\"\(height)\"/>")
    writeHighlights(&buffer)
    buffer.append(
      "<use href=\"#grid\"/>")
    for layout in layouts {
      write(layout, &buffer)
    }
    writeBrackets(&buffer)
    buffer.append("</svg>\n")
  }

  /// The calibration pulse, the seconds and the trace of a row.
  private func write(_ layout: RowLayout, _ buffer: inout TextBuffer) {
    buffer.append("<path class=\"trace\" d=\"")
    // 1 mV for 0.2 s: a large square wide, two high.
    buffer.append(
      "M60 \(layout.middle)h60v-\(Self.unitsPerMillivolt)h200v\(Self.unitsPerMillivolt)h40")
    TracePath(
      unitsPerSample: 1000 / strip.samplingFrequency,
      unitsPerMillivolt: Double(Self.unitsPerMillivolt), tolerance: Self.tolerance,
      origin: (Self.margin, layout.middle), baseline: layout.baseline,
      range: Double(layout.top + Self.heading)...Double(layout.bottom)
    ).append(layout.row.millivolts, to: &buffer)
    buffer.append("\"/><path class=\"tick\" d=\"")
    let seconds = seconds(of: layout.row)
    for second in 0...Int(RhythmStrip.rowSeconds) where Double(second) <= seconds {
      let long = second % 5 == 0
      buffer.append("M\(Self.margin + second * 1000) \(layout.bottom)v-\(long ? 120 : 60)")
    }
    buffer.append("\"/>")
    for second in stride(from: 0, to: Int(RhythmStrip.rowSeconds), by: 5)
    where Double(second) < seconds {
      buffer.append("<text x=\"\(Self.margin + second * 1000 + 30)\" y=\"\(layout.bottom - 25)\">")
      buffer.append(layout.row.start + Double(second), significantDigits: 7)
      buffer.append(" s</text>")
    }
  }

  private func writeHighlights(_ buffer: inout TextBuffer) {
    for (layout, units) in decisiveUnits() {
      buffer.append(
        "<rect class=\"decisive\" x=\"\(units.lowerBound)\" y=\"\(layout.top)\" "
          + "width=\"\(units.count)\" height=\"\(layout.bottom - layout.top)\"/>")
    }
  }

  /// Brackets with a word: the highlight must not rest on colour alone.
  private func writeBrackets(_ buffer: inout TextBuffer) {
    for (index, (layout, units)) in decisiveUnits().enumerated() {
      let identifier = index == 0 ? " id=\"\(decisiveIdentifier)\" tabindex=\"-1\"" : ""
      let top = layout.top + 120
      buffer.append(
        "<g class=\"bracket\"\(identifier)><path d=\"M\(units.lowerBound) \(top + 70)v-70"
          + "H\(units.upperBound)v70\"/>")
      if index == 0 {
        buffer.append(
          "<text x=\"\(units.lowerBound + units.count / 2)\" y=\"\(top - 30)\">weighed most</text>")
      }
      buffer.append("</g>")
    }
  }

  /// The decisive stretch, cut where rows end.
  private func decisiveUnits() -> [(RowLayout, Range<Int>)] {
    guard let decisive = strip.decisive else { return [] }
    return layouts.compactMap { layout in
      let start = layout.row.start
      let shown = decisive.clamped(to: start..<start + seconds(of: layout.row))
      guard !shown.isEmpty else { return nil }
      let units = (
        Int(((shown.lowerBound - start) * 1000).rounded()),
        Int(((shown.upperBound - start) * 1000).rounded())
      )
      return (layout, Self.margin + units.0..<Self.margin + units.1)
    }
  }

  private func seconds(of row: RhythmStrip.Row) -> Double {
    Double(row.millivolts.count) / strip.samplingFrequency
  }

  private static func squares(_ millivolts: Float) -> Int {
    let squares = (millivolts * Float(unitsPerMillivolt) / Float(largeSquare)).rounded(.up)
    return Int(min(max(squares, Float(fewestSquares)), Float(mostSquares)))
  }
}
