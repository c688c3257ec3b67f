package import UserFacing

/// What can be wrong with rhythm models, reference tables and recordings to classify.
package enum ArrhythmiaError: UserFacingError, Equatable {
  /// The file holds a model for something else.
  case wrongTask(path: String, task: String)
  /// A section of the model's metadata is missing or makes no sense.
  case badModel(path: String, problem: String)
  /// The model's self-test gives other numbers than the file says.
  case failedSelfTest(path: String, largestDifference: Double)
  /// A lead sampled too slowly for the model's filter.
  case samplingTooSlow(path: String, samplingFrequency: Double, needed: Double)
  /// A lead whose unit is no voltage, for a model that needs millivolts.
  case unitIsNoVoltage(path: String, units: String)
  /// A reference table or a list that cannot be opened or read.
  case cannotReadTable(path: String, reason: String)
  /// A reference table or a list with a fault; `line` counts from 1.
  case badTable(path: String, line: Int?, problem: String, remedy: String)
  /// A set of recordings nothing can be learned from or measured on.
  case unusableExamples(problem: String, remedy: String)

  package var diagnosis: Diagnosis {
    switch self {
    case .wrongTask(let path, let task):
      Diagnosis(
        "the model is for the task \(task.quoted), not for heart rhythm", at: path.quoted,
        remedy: "choose one of \"ecg models list\"", exitStatus: .modelUnavailable)
    case .badModel(let path, let problem):
      Diagnosis(
        "the model cannot be used: \(problem)", at: path.quoted,
        remedy: "fetch or train the file again", exitStatus: .modelUnavailable)
    case .failedSelfTest(let path, let largestDifference):
      Diagnosis(
        "the model's self-test is off by \(largestDifference)", at: path.quoted,
        remedy: "the file is damaged or made for another version: fetch or train it again",
        exitStatus: .modelUnavailable)
    case .samplingTooSlow(let path, let samplingFrequency, let needed):
      Diagnosis(
        "\(samplingFrequency) Hz is too slow for the model, which needs more than \(needed) Hz",
        at: path.quoted, remedy: "give a recording of a higher sampling frequency",
        exitStatus: .badInputData)
    case .unitIsNoVoltage(let path, let units):
      Diagnosis(
        "the lead's unit \(units.quoted) is no voltage", at: path.quoted,
        remedy: "choose an ECG lead with --lead or mend the header", exitStatus: .badInputData)
    case .cannotReadTable(let path, let reason):
      Diagnosis(
        "cannot read the file: \(reason)", at: path.quotedInput,
        remedy: "check the path and its permissions", exitStatus: .cannotOpenInput)
    case .badTable(let path, let line, let problem, let remedy):
      Diagnosis(
        problem, at: path.quotedInput + (line.map { ", line \($0)" } ?? ""), remedy: remedy,
        exitStatus: .badInputData)
    case .unusableExamples(let problem, let remedy):
      Diagnosis(problem, remedy: remedy, exitStatus: .badInputData)
    }
  }
}
