internal import BindingSites
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// What `evaluate` says of a model.
struct EvaluationReport: Encodable {
  let model: String
  let label: String
  let modelSHA256: String?
  /// Sequences without a score.
  let unscored: Int
  let evaluation: BinaryEvaluation
  /// Where the examples are bins of a genome.
  var bins: BinReport?

  enum CodingKeys: String, CodingKey {
    case model, label, unscored, evaluation, bins
    case modelSHA256 = "model_sha256"
  }
}

/// How bins were laid and labelled, and what became of them.
struct BinReport: Encodable {
  let size: Int64
  let step: Int64
  let rule: BinRule
  let counts: BinEvaluation.Counts
}

extension [EvaluationReport] {
  /// Writes one object, or a list of them if there are several models.
  func write(to path: String, replaceExisting: Bool) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try count == 1 ? encoder.encode(self[0]) : encoder.encode(self)
    let output = try OutputFile(path: path, replaceExisting: replaceExisting)
    output.buffer.append(String(decoding: data, as: UTF8.self) + "\n")
    try output.commit()
  }
}
