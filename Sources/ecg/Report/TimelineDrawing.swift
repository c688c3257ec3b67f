internal import Arrhythmia
internal import ResultsExport

/// Draws the course of the rhythm in a long recording: a lane for each rhythm, so that colour is not
/// needed to tell them apart, and the list of fibrillation episodes.
struct TimelineDrawing {
  let timeline: RhythmTimeline

  /// Units of the drawing.
  private static let width = 1000.0
  private static let labels = 20.0
  private static let laneHeight = 16.0
  /// Episodes closer than this are drawn as one: a day has thousands, a page few pixels.
  private static let leastGap = 0.5
  private static let mostEpisodes = 50

  init(_ timeline: RhythmTimeline) { self.timeline = timeline }

  func write(to buffer: inout TextBuffer) {
    let height = Self.laneHeight * Double(RhythmClass.allCases.count) + 18
    let burden = timeline.burden.map { "\(decimal(100 * $0, places: 1)) %" } ?? "not known"
    buffer.append(
      "<dl class=\"facts\"><div><dt>Time in atrial fibrillation</dt><dd><strong>\(burden)</strong>"
        + "</dd></div><div><dt>Episodes</dt><dd>\(timeline.fibrillationCount)</dd></div></dl>\n"
        + "<div class=\"film\" tabindex=\"0\" role=\"region\" "
        + "aria-label=\"Course of the rhythm\"><svg class=\"day\" viewBox=\"0 0 \(decimal(Self.width, places: 0)) "
        + "\(decimal(height, places: 0))\" role=\"img\" aria-label=\"Course of the rhythm over "
        + "\(clock(timeline.duration)); \(burden) of the time in atrial fibrillation\">")
    for (lane, rhythm) in RhythmClass.allCases.enumerated() { append(rhythm, lane, &buffer) }
    appendAxis(height, &buffer)
    buffer.append("</svg></div>\n")
    appendEpisodes(&buffer)
  }

  private func append(_ rhythm: RhythmClass, _ lane: Int, _ buffer: inout TextBuffer) {
    let token = RhythmReportEntry.Outcome.rhythm(rhythm).token
    let top = Double(lane) * Self.laneHeight
    buffer.append(
      "<g class=\"\(token)\"><text class=\"lane\" x=\"2\" y=\"\(decimal(top + 12, places: 0))\">")
    buffer.append("\(rhythm.label)</text>")
    var waiting: Range<Double>?
    func flush(_ buffer: inout TextBuffer) {
      guard let range = waiting else { return }
      let width = max(0.6, range.upperBound - range.lowerBound)
      buffer.append(
        "<rect x=\"\(decimal(range.lowerBound, places: 1))\" y=\"\(decimal(top + 2, places: 0))\" "
          + "width=\"\(decimal(width, places: 1))\" height=\"12\"/>")
    }
    for episode in timeline.episodes where episode.rhythm == rhythm {
      let range = x(episode.seconds.lowerBound)..<x(episode.seconds.upperBound)
      if let last = waiting, range.lowerBound - last.upperBound < Self.leastGap {
        waiting = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        flush(&buffer)
        waiting = range
      }
    }
    flush(&buffer)
    buffer.append("</g>")
  }

  /// Marks of time, of the day where the start is known.
  private func appendAxis(_ height: Double, _ buffer: inout TextBuffer) {
    let bottom = height - 16
    buffer.append(
      "<path class=\"axis\" d=\"M\(decimal(Self.labels, places: 0)) \(decimal(bottom, places: 0))H1000\"/>"
    )
    let start = timeline.startOfDay ?? 0
    let step = Self.step(for: timeline.duration)
    var mark = (start / step).rounded(.up) * step
    while mark <= start + timeline.duration, timeline.duration > 0 {
      let place = x(mark - start)
      buffer.append(
        "<path class=\"axis\" d=\"M\(decimal(place, places: 1)) \(decimal(bottom, places: 0))v4\"/>"
          + "<text x=\"\(decimal(min(place, Self.width - 34), places: 1))\" "
          + "y=\"\(decimal(height - 2, places: 0))\">\(time(mark, isMark: true))</text>")
      mark += step
    }
  }

  /// Seconds between marks of time: no more than 14 of them.
  private static func step(for duration: Double) -> Double {
    let steps: [Double] = [10, 30, 60, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400]
    return steps.first { duration / $0 <= 13 } ?? (duration / 13 / 86400).rounded(.up) * 86400
  }

  private func appendEpisodes(_ buffer: inout TextBuffer) {
    let episodes = timeline.longestFibrillations(Self.mostEpisodes)
    guard !episodes.isEmpty else { return }
    let title =
      episodes.count < timeline.fibrillationCount
      ? "The \(episodes.count) longest episodes" : "Episodes, longest first"
    buffer.append(
      "<details class=\"episodes\"><summary>\(title)</summary><table><thead><tr>"
        + "<th scope=\"col\">From</th><th scope=\"col\">To</th><th scope=\"col\">Length</th></tr>"
        + "</thead><tbody>\n")
    for episode in episodes {
      let (from, to) = (episode.seconds.lowerBound, episode.seconds.upperBound)
      let start = timeline.startOfDay ?? 0
      buffer.append(
        "<tr><td>\(time(start + from))</td><td>\(time(start + to))</td><td>\(clock(to - from))</td></tr>\n"
      )
    }
    buffer.append("</tbody></table></details>\n")
  }

  /// Seconds as a time: of the day where that is known.
  ///
  /// - Parameter isMark: whether whole minutes go without seconds.
  private func time(_ seconds: Double, isMark: Bool = false) -> String {
    let time = timeline.startOfDay == nil ? seconds : seconds.truncatingRemainder(dividingBy: 86400)
    let text = clock(time)
    return isMark && timeline.duration > 600 && text.hasSuffix(":00")
      ? String(text.dropLast(3)) : text
  }

  private func x(_ seconds: Double) -> Double {
    guard timeline.duration > 0 else { return Self.labels }
    let share = min(max(seconds / timeline.duration, 0), 1)
    return Self.labels + share * (Self.width - Self.labels)
  }
}
