internal import Arrhythmia
internal import FoundationEssentials
internal import RecurrentCore

/// What `ecg evaluate` says of a model.
struct RhythmEvaluationReport: Encodable {
  let model: String
  let modelSHA256: String?
  /// Records without a verdict, which count as `~`.
  let abstained: Int
  let failed: Int
  /// Names in the reference without a record.
  let missing: Int
  let evaluation: RhythmEvaluation
  /// With the first model; nil for that one.
  let comparison: ModelComparison?

  enum CodingKeys: String, CodingKey {
    case model, abstained, failed, missing, evaluation, comparison
    case modelSHA256 = "model_sha256"
  }

  /// One for each model.
  static func all(
    _ answers: [ModelAnswers], _ records: ReferenceRecords, resamples: Int, seed: UInt64
  ) -> [RhythmEvaluationReport] {
    answers.enumerated().map { index, own in
      RhythmEvaluationReport(
        model: own.model.name, modelSHA256: own.model.sha256, abstained: own.abstained,
        failed: own.failed, missing: records.missing.count,
        evaluation: RhythmEvaluation(
          probabilities: own.probabilities, rhythms: records.rhythms, resamples: resamples,
          seed: seed),
        comparison: index == 0
          ? nil
          : ModelComparison(
            own, than: answers[0], rhythms: records.rhythms, resamples: resamples, seed: seed))
    }
  }
}

extension [RhythmEvaluationReport] {
  /// One object, or a list of them if there are several models.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try count == 1 ? encoder.encode(self[0]) : encoder.encode(self)
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// The reports for reading, one after the other.
  func text() -> String { map { $0.text() }.joined(separator: "\n") }
}
