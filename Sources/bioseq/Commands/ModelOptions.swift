internal import ArgumentParser
internal import BindingSites
internal import CommandSupport

/// Which models a command uses.
struct ModelOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      """
      Name or path of a model; may be repeated. (default: ctcf-dense to scan, ctcf for windows and \
      whole sequences)
      """, valueName: "model"),
    completion: .file())
  var model: [String] = []

  @OptionGroup var folder: ModelFolderOptions

  /// The model of windows that is used where none is named.
  static let windowModel = "ctcf"
  /// The model of bins that sequences are scanned with where none is named.
  static let binModel = "ctcf-dense"

  /// The models asked for, or the one that is usual.
  func load(usual: String = windowModel) throws -> [BindingModel] {
    try (model.isEmpty ? [usual] : model).map { name in
      try BindingModel(readingFrom: try folder.locator.path(of: name))
    }
  }
}
