internal import Arrhythmia

/// What the report says of one record.
struct RhythmReportEntry: Sendable, Equatable {
  /// What became of a record, in the order in which the report counts them.
  enum Outcome: Sendable, Hashable {
    case rhythm(RhythmClass)
    case abstained
    case failed

    static let all: [Outcome] = RhythmClass.allCases.map(Outcome.rhythm) + [.abstained, .failed]
  }

  var record: String
  /// How its signal is read again; nil for what is no record.
  var source: RecordSource?
  var outcome: Outcome
  /// Calibrated, in the order of `RhythmClass`; empty without a verdict.
  var probabilities: [Double] = []
  /// Seconds, where known.
  var duration: Double?
  /// Hertz, where known.
  var samplingFrequency: Double?
  var lead: String?
  /// Why there is no verdict, or what to know beside it; may be empty.
  var message = ""
  /// The course of the rhythm in a long recording.
  var timeline: RhythmTimeline?

  /// The verdict's probability.
  var probability: Double? { probabilities.max() }
}

extension RhythmReportEntry {
  init(_ verdict: RhythmVerdict) {
    let outcome: Outcome =
      switch verdict.outcome {
      case .rhythm(let answer): .rhythm(answer.rhythm)
      case .abstained: .abstained
      case .failed: .failed
      }
    self.init(
      record: verdict.record, outcome: outcome,
      probabilities: verdict.answer?.probabilities ?? [], duration: verdict.duration,
      samplingFrequency: verdict.samplingFrequency, lead: verdict.lead,
      message: verdict.message, timeline: verdict.course.map(RhythmTimeline.init))
  }
}

extension RhythmReportEntry.Outcome {
  /// What stands in the badge: the class's label, `–` and `!` without a verdict.
  var symbol: String {
    switch self {
    case .rhythm(let rhythm): rhythm.label
    case .abstained: "–"
    case .failed: "!"
    }
  }

  var name: String {
    switch self {
    case .rhythm(let rhythm): rhythm.name
    case .abstained: "no verdict"
    case .failed: "not readable"
    }
  }

  /// The name of its colours in the style sheet and of its filter.
  var token: String {
    switch self {
    case .rhythm(.normal): "n"
    case .rhythm(.atrialFibrillation): "a"
    case .rhythm(.other): "o"
    case .rhythm(.noise): "z"
    case .abstained: "x"
    case .failed: "f"
    }
  }
}
