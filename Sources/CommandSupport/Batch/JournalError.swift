package import UserFacing

/// Why a run cannot keep a journal or go on from one.
package enum JournalError: UserFacingError, Equatable {
  /// Another run writes the same output.
  case taken(path: String)
  case cannotOpen(path: String, reason: String)
  /// Some other file has the journal's name.
  case notAJournal(path: String)
  /// The run it tells of is not the one asked for.
  case otherRun(path: String, difference: String)
  /// Its checksums are right, but it is not what this version writes.
  case malformed(path: String)
  case writeFailed(path: String, reason: String)

  package var diagnosis: Diagnosis {
    switch self {
    case .taken(let path):
      Diagnosis(
        "another run is writing this output", at: path.quoted,
        remedy: "wait for its end, or give another output", exitStatus: .cannotCreateOutput)
    case .cannotOpen(let path, let reason):
      Diagnosis(
        "cannot open the journal (\(reason))", at: path.quoted,
        remedy: "choose a folder that exists and can be written to",
        exitStatus: .cannotCreateOutput)
    case .notAJournal(let path):
      Diagnosis(
        "the file is no journal this version can read", at: path.quoted,
        remedy: "move it away, or give another output", exitStatus: .cannotCreateOutput)
    case .otherRun(let path, let difference):
      Diagnosis(
        "the journal is of another run: another \(difference)", at: path.quoted,
        remedy: "give the command it was begun with, or remove it to begin anew",
        exitStatus: .badInputData)
    case .malformed(let path):
      Diagnosis(
        "the journal's content makes no sense", at: path.quoted,
        remedy: "remove it to begin anew", exitStatus: .badInputData)
    case .writeFailed(let path, let reason):
      Diagnosis(
        "cannot write the journal (\(reason))", at: path.quoted,
        remedy: "make room on its disk and give the same command: what it holds is not lost",
        exitStatus: .inputOutputError)
    }
  }
}
