internal import UserFacing

/// Requests that make no sense together.
enum BioseqError: UserFacingError {
  /// A track of values over reads, which overlap each other.
  case trackOfReads(input: String)
  /// One bedGraph for several models.
  case trackOfSeveralModels(path: String)

  var diagnosis: Diagnosis {
    switch self {
    case .trackOfReads(let input):
      Diagnosis(
        "bedGraph holds one value a position, but aligned reads overlap", at: input.quotedInput,
        remedy: "write tsv, bed or jsonl, or scan the reference", exitStatus: .usage)
    case .trackOfSeveralModels(let path):
      Diagnosis(
        "bedGraph holds one value a position, but several models were given", at: path.quotedOutput,
        remedy: "run one model at a time", exitStatus: .usage)
    }
  }
}
