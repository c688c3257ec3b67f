internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport

struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List, show and verify models.",
    subcommands: [
      ModelsListCommand<RhythmModel>.self, ModelsShowCommand<RhythmModel>.self,
      ModelsVerifyCommand<RhythmModel>.self, ModelsPathCommand<RhythmModel>.self,
    ],
    defaultSubcommand: ModelsListCommand<RhythmModel>.self)
}
