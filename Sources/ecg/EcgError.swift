internal import ECGSignal
internal import UserFacing

/// What can be wrong with the inputs of `ecg` as a whole.
enum EcgError: UserFacingError, Equatable {
  /// A folder without any record.
  case emptyFolder(path: String)
  /// A path on the command line that leads nowhere.
  case noSuchRecord(path: String)
  /// A record whose name would break the lines of `answers`.
  case nameUnfitForAnswers(record: String)
  /// Records whose annotations would go to one file.
  case sameAnnotationFile(path: String, records: [String])
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
        RecordFinder.reasonForAbsence(of: path, what: "record"), at: path.quoted,
        remedy: "check the path",
        exitStatus: .cannotOpenInput)
    case .nameUnfitForAnswers(let record):
      Diagnosis(
        "the format \"answers\" cannot hold a record's name with a comma or a control character",
        at: record.quoted, remedy: "rename the record, or choose another format",
        exitStatus: .usage)
    case .sameAnnotationFile(let path, let records):
      Diagnosis(
        "the annotations of \(records.map(\.quoted).joined(separator: " and ")) would go to one file",
        at: path.quotedOutput, remedy: "classify them apart, or rename their folders",
        exitStatus: .usage)
    case .recordsChanged:
      Diagnosis(
        "records were changed while they were classified",
        remedy: "run again when they are complete", exitStatus: .badInputData)
    case .unreadableRecord(let diagnosis): diagnosis
    }
  }
}
