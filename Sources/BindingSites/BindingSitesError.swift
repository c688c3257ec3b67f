package import UserFacing

/// What can be wrong with binding-site models, training sets and scans.
package enum BindingSitesError: UserFacingError, Equatable {
  /// The file holds a model for something else.
  case wrongTask(path: String, task: String)
  /// A section of the model's metadata is missing or makes no sense.
  case badModel(path: String, problem: String)
  /// The model's self-test gives other numbers than the file says.
  case failedSelfTest(path: String, largestDifference: Double)
  /// An ambiguous base under `--ambiguous error`.
  case ambiguousBase(sequence: String, position: Int64)
  /// A training or evaluation table that cannot be read.
  case badTable(path: String, line: Int?, problem: String, remedy: String)
  /// A set of examples nothing can be learned from or measured on.
  case unusableExamples(problem: String, remedy: String)
  /// A network that learnt nothing from any of its starts; `member` counts from 1.
  case untrainable(member: Int, attempts: Int, problem: String)

  package var diagnosis: Diagnosis {
    switch self {
    case .wrongTask(let path, let task):
      Diagnosis(
        "the model is for the task \(task.quoted), not for binding sites", at: path.quoted,
        remedy: "choose one of \"bioseq models list\"", exitStatus: .modelUnavailable)
    case .badModel(let path, let problem):
      Diagnosis(
        "the model cannot be used: \(problem)", at: path.quoted,
        remedy: "fetch or train the file again", exitStatus: .modelUnavailable)
    case .failedSelfTest(let path, let largestDifference):
      Diagnosis(
        "the model's self-test is off by \(largestDifference)", at: path.quoted,
        remedy: "the file is damaged or made for another version: fetch or train it again",
        exitStatus: .modelUnavailable)
    case .ambiguousBase(let sequence, let position):
      Diagnosis(
        "a base other than A, C, G, T", at: "\(sequence.quoted), base \(position + 1)",
        remedy: "mend the sequence or choose --ambiguous uniform, zero or skip",
        exitStatus: .badInputData)
    case .badTable(let path, let line, let problem, let remedy):
      Diagnosis(
        problem, at: path.quotedInput + (line.map { ", line \($0)" } ?? ""), remedy: remedy,
        exitStatus: .badInputData)
    case .unusableExamples(let problem, let remedy):
      Diagnosis(problem, remedy: remedy, exitStatus: .badInputData)
    case .untrainable(let member, let attempts, let problem):
      Diagnosis(
        "training failed: network \(member) learnt nothing from \(attempts) seeds; \(problem)",
        remedy:
          "change --learning-rate, train longer or with more examples, or accept weak networks "
          + "with --least-auroc", exitStatus: .badInputData)
    }
  }
}
