internal import ArgumentParser

struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, show and verify models.",
    subcommands: [
      ModelsListCommand.self, ModelsShowCommand.self, ModelsVerifyCommand.self,
      ModelsPathCommand.self,
    ],
    defaultSubcommand: ModelsListCommand.self)
}
