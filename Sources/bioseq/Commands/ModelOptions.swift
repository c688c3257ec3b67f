internal import ArgumentParser
internal import BindingSites
internal import CommandSupport

/// Which models a command uses.
struct ModelOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Name or path of a model; may be repeated. (default: ctcf)", valueName: "model"),
    completion: .file())
  var model: [String] = []

  @OptionGroup var folder: ModelFolderOptions

  /// The models asked for, or the default one.
  func load() throws -> [BindingModel] {
    try (model.isEmpty ? ["ctcf"] : model).map { name in
      try BindingModel(readingFrom: try folder.locator.path(of: name))
    }
  }
}
