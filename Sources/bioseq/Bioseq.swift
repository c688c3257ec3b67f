internal import ArgumentParser
internal import CommandSupport

@main
struct Bioseq: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bioseq",
    abstract: "Recurrent networks for DNA: find transcription-factor binding sites.",
    version: Version.current,
    subcommands: [
      ScanCommand.self, PredictCommand.self, TrainCommand.self, EvaluateCommand.self,
      ModelsCommand.self,
    ])
}
