internal import ArgumentParser

/// Where the rhythm's course in long recordings goes.
struct RhythmAnnotationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write WFDB annotation files of the rhythm in long recordings to a folder.",
      valueName: "folder"), completion: .directory)
  var annotations: String?

  @Option(help: ArgumentHelp("The annotator's name: the files' extension.", valueName: "name"))
  var annotator = "rhythm"

  /// Extensions of files that are no annotations.
  private static let taken: Set = ["hea", "dat", "mat", "edf", "bdf", "rec", "csv", "tsv", "txt"]

  mutating func validate() throws {
    guard !annotator.isEmpty, !Self.taken.contains(annotator.lowercased()),
      annotator.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    else {
      throw ValidationError(
        "--annotator is \"\(annotator)\"; give letters, digits and _, no extension of record files")
    }
  }

  /// nil when no annotations are asked for.
  func writer(replaceExisting: Bool) -> RhythmAnnotationWriter? {
    annotations.map {
      RhythmAnnotationWriter(
        folder: $0, annotator: annotator, replaceExisting: replaceExisting)
    }
  }
}
