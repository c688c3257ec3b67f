internal import ArgumentParser
internal import BindingSites
internal import CommandSupport

struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, show and verify models.",
    subcommands: [
      ModelsListCommand<BindingModel>.self, ModelsShowCommand<BindingModel>.self,
      ModelsVerifyCommand<BindingModel>.self,
      ModelsPathCommand<BindingModel>.self,
    ],
    defaultSubcommand: ModelsListCommand<BindingModel>.self)
}
