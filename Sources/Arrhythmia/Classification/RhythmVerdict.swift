internal import ECGSignal
package import UserFacing

/// What was decided about one record.
package struct RhythmVerdict: Codable, Sendable, Equatable {
  /// A rhythm with the chances of all.
  package struct Answer: Codable, Sendable, Equatable {
    /// Calibrated, in the order of `RhythmClass`.
    package var probabilities: [Double]
    /// In the same order; the mean of the windows' for a recording judged in windows.
    package var logits: [Double]

    package init(probabilities: [Double], logits: [Double]) {
      self.probabilities = probabilities
      self.logits = logits
    }

    /// The most probable rhythm; the first of equals.
    package var rhythm: RhythmClass {
      let best = probabilities.indices.reduce(0) {
        probabilities[$1] > probabilities[$0] ? $1 : $0
      }
      return RhythmClass.allCases[best]
    }

    package var probability: Double { probabilities[rhythm.rawValue] }
  }

  package enum Outcome: Codable, Sendable, Equatable {
    case rhythm(Answer)
    case abstained(Abstention)
    /// The record cannot be read.
    case failed(Diagnosis)
  }

  /// The name used in results.
  package var record: String
  package var path: String
  package var outcome: Outcome
  /// The lead judged; nil when none could be chosen.
  package var lead: String?
  /// Seconds, where known.
  package var duration: Double?
  /// Hertz, where known.
  package var samplingFrequency: Double?
  /// Samples of the lead.
  package var sampleCount = 0
  /// How many of them are missing; 0 where the lead was not read.
  package var missingCount = 0
  /// What a reader should know beside the outcome, a phrase each.
  package var remarks: [String] = []
  /// What makes the samples doubtful although they were judged; nil for nothing.
  package var warning: String?

  /// The rhythm's course in a recording judged in windows.
  package var course: RhythmCourse?

  package var answer: Answer? {
    if case .rhythm(let answer) = outcome { answer } else { nil }
  }

  /// Warns of checksums that differ; of many segments' the first stands for all.
  mutating func warn(of mismatches: [ChecksumMismatch]) {
    guard let first = mismatches.first else { return }
    let more = mismatches.count > 1 ? ", and \(mismatches.count - 1) more differ" : ""
    warning = "\(first.message)\(more): the signal file may be damaged or not the header's own"
  }
}
