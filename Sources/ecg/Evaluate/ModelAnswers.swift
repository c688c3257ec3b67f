internal import Arrhythmia

/// What one model says of the records of an evaluation.
struct ModelAnswers {
  let model: RhythmModel
  /// A row a record. Where there is no verdict, `~` is certain: the challenge's answer for what
  /// cannot be judged.
  private(set) var probabilities: [[Double]] = []
  private(set) var abstained = 0
  private(set) var failed = 0

  static let withoutVerdict = RhythmClass.allCases.map { $0 == .noise ? 1.0 : 0 }

  init(_ model: RhythmModel) { self.model = model }

  mutating func add(_ verdict: RhythmVerdict) {
    switch verdict.outcome {
    case .rhythm: break
    case .abstained: abstained += 1
    case .failed: failed += 1
    }
    probabilities.append(verdict.answer?.probabilities ?? Self.withoutVerdict)
  }
}
