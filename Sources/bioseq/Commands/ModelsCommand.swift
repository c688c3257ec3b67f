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

/// Where models are looked for.
struct ModelFolderOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder to look for models in first.", valueName: "folder"))
  var modelsDir: String?
}
