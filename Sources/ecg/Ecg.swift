internal import ArgumentParser

@main
struct Ecg: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ecg",
    abstract: "Recurrent networks for the ECG: classify heart rhythm.",
    subcommands: [Inspect.self])
}
