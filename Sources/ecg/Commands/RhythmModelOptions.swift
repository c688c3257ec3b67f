internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport

/// The one model a command uses.
struct RhythmModelOptions: ParsableArguments {
  /// The model used where none is named.
  static let defaultModel = "ecg-cinc2017"

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Name or path of a model.", valueName: "model"), completion: .file())
  var model = defaultModel

  @OptionGroup var folder: ModelFolderOptions

  func load() throws -> RhythmModel {
    try RhythmModel(readingFrom: try folder.locator.path(of: model))
  }
}
