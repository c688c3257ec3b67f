internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore

@main
struct Ecg: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ecg",
    abstract: "Recurrent networks for the ECG: classify heart rhythm.",
    version: Version.current,
    subcommands: [
      ClassifyCommand.self, MergeCommand.self, TrainCommand.self, CombineCommand.self,
      EvaluateCommand.self,
      Inspect.self, ManifestCheckCommand<RhythmModel>.self, ModelsCommand.self,
    ])

  func validate() throws {
    if let problem = InstructionSet.requestProblem { throw ValidationError(problem) }
  }
}
