package import UserFacing

/// Command lines that parse but cannot be carried out.
package enum CommandSupportError: UserFacingError, Equatable {
  /// Two outputs would be written to one file.
  case duplicateOutput(path: String)
  /// An output would replace a file the run reads.
  case outputIsInput(output: String, input: String)
  /// One format for several outputs, one of which names another by its extension.
  case conflictingFormat(path: String, extensionFormat: String, requested: String)
  /// Neither one format nor one for each output.
  case formatCount(formats: Int, outputs: Int)
  /// No folder of models holds one of that name.
  case unknownModel(name: String, known: [String], folders: [String])
  /// Models that disagree with what they say of themselves.
  case unverifiedModels(names: [String])

  package var diagnosis: Diagnosis {
    switch self {
    case .duplicateOutput(let path):
      Diagnosis(
        "two outputs go to one file", at: path.quoted, remedy: "give each output its own name",
        exitStatus: .usage)
    case .outputIsInput(let output, let input):
      Diagnosis(
        "the output \(output.quoted) is also an input", at: input.quoted,
        remedy: "write to another file", exitStatus: .usage)
    case .conflictingFormat(let path, let extensionFormat, let requested):
      Diagnosis(
        "the output's name says \(extensionFormat), but the format asked for is \(requested)",
        at: path.quoted,
        remedy: "rename the output, or give one --format for each -o, in the same order",
        exitStatus: .usage)
    case .formatCount(let formats, let outputs):
      Diagnosis(
        "\(formats) formats for \(outputs) outputs",
        remedy: "give one --format for all, or one for each -o, in the same order",
        exitStatus: .usage)
    case .unknownModel(let name, let known, let folders):
      Diagnosis(
        "no model is called \(name.quoted)",
        at: folders.isEmpty ? nil : folders.map(\.quoted).joined(separator: ", "),
        remedy: Self.remedy(unknownModel: name, known), exitStatus: .modelUnavailable)
    case .unverifiedModels(let names):
      Diagnosis(
        "\(names.count) model\(names.count == 1 ? "" : "s") failed verification",
        at: names.map(\.quoted).joined(separator: ", "),
        remedy: "fetch or train them again", exitStatus: .modelUnavailable)
    }
  }

  private static func remedy(unknownModel name: String, _ known: [String]) -> String {
    guard !known.isEmpty else {
      return "give the path of a model, or name the folder of models with --models-dir"
    }
    let names = NameSuggestions.names(like: name, among: known).map(\.quoted)
    let question = names.isEmpty ? "" : "did you mean \(names.joined(separator: " or "))? "
    return question + "\"models list\" shows the names there are; or give a path"
  }
}
