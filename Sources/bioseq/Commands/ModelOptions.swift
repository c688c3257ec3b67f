internal import ArgumentParser
internal import BindingSites
internal import CommandSupport

/// Which models a command uses.
struct ModelOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Name or path of a model; may be repeated. (default: ctcf)", valueName: "model"))
  var model: [String] = []

  @Option(help: ArgumentHelp("Folder to look for models in first.", valueName: "folder"))
  var modelsDir: String?

  var locator: ModelLocator { ModelLocator(modelsFolder: modelsDir) }

  /// The models asked for, or the default one.
  func load() throws -> [BindingModel] {
    try (model.isEmpty ? ["ctcf"] : model).map { name in
      try BindingModel(readingFrom: try locator.path(of: name))
    }
  }
}
