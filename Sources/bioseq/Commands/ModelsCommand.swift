internal import ArgumentParser
internal import BindingSites
internal import CommandSupport

struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, show, verify and calibrate models.",
    subcommands: [
      ModelsListCommand<BindingModel>.self, ModelsShowCommand<BindingModel>.self,
      ModelsVerifyCommand<BindingModel>.self,
      ModelsPathCommand<BindingModel>.self, ModelsCalibrateCommand.self,
    ],
    defaultSubcommand: ModelsListCommand<BindingModel>.self)
}
