internal import ArgumentParser
internal import CommandSupport

@main
struct Ecg: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ecg",
    abstract: "Recurrent networks for the ECG: classify heart rhythm.",
    version: Version.current,
    subcommands: [
      ClassifyCommand.self, TrainCommand.self, CombineCommand.self, EvaluateCommand.self,
      Inspect.self, ModelsCommand.self,
    ])
}
