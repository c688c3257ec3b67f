internal import BindingSites
internal import ResultsExport

/// The trials of a search as a table.
enum TrialTable {
  private static let columns = [
    "trial", "learning_rate", "weight_decay", "dropout", "convolution_outputs",
    "convolution_taps", "hidden_size", "validation_auPRC", "validation_auROC", "best_epoch",
    "message",
  ]

  static func write(_ trials: [Trial], to path: String, replaceExisting: Bool) throws {
    let table = try TableWriter(
      path: path, format: .tsv, columns: columns, replaceExisting: replaceExisting)
    func whole(_ value: Int?) -> TableCell { value.map { .integer(Int64($0)) } ?? .missing }
    for trial in trials {
      let choice = trial.choice
      try table.write([
        .integer(Int64(trial.number)), .number(choice.learningRate), .number(choice.weightDecay),
        .optional(choice.dropout), whole(choice.convolutionOutputs),
        whole(choice.convolutionTaps), whole(choice.hiddenSize), .optional(trial.auPRC),
        .optional(trial.auROC), whole(trial.bestEpoch), .text(trial.problem ?? "ok"),
      ])
    }
    try table.commit()
  }
}
