internal import UserFacing

/// What can be wrong with the inputs of `ecg` as a whole.
enum EcgError: UserFacingError, Equatable {
  /// A folder without any record.
  case emptyFolder(path: String)
  /// A path on the command line that leads nowhere.
  case noSuchRecord(path: String)
  /// Records were changed while they were classified.
  case recordsChanged
  /// A record that cannot be read.
  case unreadableRecord(Diagnosis)

  var diagnosis: Diagnosis {
    switch self {
    case .emptyFolder(let path):
      Diagnosis(
        "the folder holds no records", at: path.quoted,
        remedy: "give a folder with WFDB headers (.hea), EDF or BDF files, or a RECORDS file",
        exitStatus: .someInputsFailed)
    case .noSuchRecord(let path):
      Diagnosis(
        "there is no such record", at: path.quoted, remedy: "check the path",
        exitStatus: .cannotOpenInput)
    case .recordsChanged:
      Diagnosis(
        "records were changed while they were classified",
        remedy: "run again when they are complete", exitStatus: .badInputData)
    case .unreadableRecord(let diagnosis): diagnosis
    }
  }
}
