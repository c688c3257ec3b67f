internal import UserFacing

/// What can be wrong with a manifest and its files.
enum ManifestError: UserFacingError, Equatable {
  case unreadable(path: String)
  case notAManifest(path: String)
  /// The run was ended early or failed.
  case incomplete(path: String, status: Int32?)
  /// The run is complete, but wrote no file that could be compared.
  case nothingToCheck(path: String)
  case mismatch(count: Int)

  var diagnosis: Diagnosis {
    switch self {
    case .unreadable(let path):
      Diagnosis(
        "cannot read the manifest", at: path.quoted, remedy: "check the path",
        exitStatus: .cannotOpenInput)
    case .notAManifest(let path):
      Diagnosis(
        "the file is no manifest this version can read", at: path.quoted,
        remedy: "give a file that --manifest of version \(Version.current) wrote",
        exitStatus: .badInputData)
    case .incomplete(let path, let status):
      Diagnosis(
        "the run did not come to its end (exit status \(status.map(String.init) ?? "unknown"))",
        at: path.quoted, remedy: "run it again", exitStatus: .badInputData)
    case .nothingToCheck(let path):
      Diagnosis(
        "nothing to check: the run wrote no file, or to standard output only", at: path.quoted,
        remedy: "give outputs a name with -o", exitStatus: .badInputData)
    case .mismatch(let count):
      Diagnosis(
        "\(count) \(count == 1 ? "thing is" : "things are") not as the manifests say",
        remedy: "run again what they belong to", exitStatus: .badInputData)
    }
  }
}
