internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import RecurrentCore

@main
struct Bioseq: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bioseq",
    abstract: "Recurrent networks for DNA: find transcription-factor binding sites.",
    version: Version.current,
    subcommands: [
      ScanCommand.self, MergeCommand.self, PredictCommand.self, TrainCommand.self,
      EvaluateCommand.self,
      ManifestCheckCommand<BindingModel>.self, ModelsCommand.self,
    ])

  func validate() throws {
    if let problem = InstructionSet.requestProblem { throw ValidationError(problem) }
  }
}
