/// A mark in a recording, as annotation files of the MIT format hold it.
package struct Annotation: Sendable, Equatable {
  /// Time in ticks from the record's start: frames, unless the file has a resolution of its own.
  package var time: Int
  package var code: AnnotationCode
  package var subtype: Int8
  /// The signal it belongs to, 0-based.
  package var channel: UInt8
  package var number: Int8
  /// Free text, e.g. `(AFIB` for a rhythm.
  package var text: String

  package init(
    time: Int, code: AnnotationCode, subtype: Int8 = 0, channel: UInt8 = 0, number: Int8 = 0,
    text: String = ""
  ) {
    self.time = time
    self.code = code
    self.subtype = subtype
    self.channel = channel
    self.number = number
    self.text = text
  }
}

/// A stretch of one rhythm.
package struct RhythmSpan: Sendable, Equatable {
  /// The rhythm's name without its parenthesis, e.g. `AFIB`, `N`.
  package var rhythm: String
  /// 0-based half-open, in ticks of the annotations.
  package var range: Range<Int>

  package init(rhythm: String, range: Range<Int>) {
    self.rhythm = rhythm
    self.range = range
  }

  /// The rhythms that `annotations` (in order of time) name, each up to the next one or to `end`.
  package static func spans(in annotations: [Annotation], end: Int) -> [RhythmSpan] {
    var spans: [RhythmSpan] = []
    for annotation in annotations
    where annotation.code == .rhythmChange && annotation.text.hasPrefix("(") {
      let start = min(annotation.time, end)
      if let last = spans.indices.last {
        spans[last].range = spans[last].range.lowerBound..<max(start, spans[last].range.lowerBound)
      }
      spans.append(RhythmSpan(rhythm: String(annotation.text.dropFirst()), range: start..<end))
    }
    return spans.filter { !$0.range.isEmpty }
  }
}
