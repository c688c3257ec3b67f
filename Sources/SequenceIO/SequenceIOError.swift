package import GenomicRegions
package import UserFacing

/// Why sequence input cannot be used. Lines count from 1.
package enum SequenceIOError: UserFacingError, Equatable {
  /// The operating system refused: missing, no permission, a folder.
  case cannotOpen(path: String, reason: String)
  /// The operating system failed half-way.
  case readFailed(path: String, reason: String)
  /// Compressed data or a binary file stops early, or its end-of-file block is missing.
  case truncated(path: String, format: String)
  /// Compressed data does not decode.
  case corrupt(path: String, format: String)
  /// Nothing in it.
  case empty(path: String)
  /// None of the formats that are read.
  case unknownFormat(path: String, problem: String, remedy: String)
  /// Text that breaks its format's rules.
  case malformed(path: String, line: Int, problem: String, remedy: String?)
  /// Two sequences share one name, so results could not be told apart.
  case duplicateName(path: String, line: Int, name: String)
  /// An index does not belong to the file it stands beside.
  case staleIndex(path: String, indexPath: String)
  /// A FASTA file that must be read at random places and has no index, nor can get one.
  case unindexed(path: String)
  /// A record of a binary or aligned file that cannot be decoded. Records count from 1.
  case malformedRecord(path: String, record: Int64, problem: String)
  /// A CRAM file whose bases are stored as differences to a reference that was not given.
  case missingReference(path: String)
  /// A reference that cannot be used or is not the one a CRAM file was made with.
  case unfitReference(path: String, reference: String, problem: String, remedy: String)
  /// A base other than A, C, G, T where the policy allows none.
  case ambiguousBase(sequence: String, position: GenomicPosition)
  /// A region, BED file or contig list that does not fit.
  case regions(GenomicRegionsError)

  package var diagnosis: Diagnosis {
    switch self {
    case .cannotOpen(let path, let reason):
      Diagnosis(
        "cannot open the input, \(reason)", at: path.quotedInput,
        remedy: "check the path and its permissions", exitStatus: .cannotOpenInput)
    case .readFailed(let path, let reason):
      Diagnosis(
        "reading failed, \(reason)", at: path.quotedInput,
        remedy: "check the disk or the program that feeds the pipe",
        exitStatus: .inputOutputError)
    case .truncated(let path, let format):
      Diagnosis(
        "the \(format) data is truncated", at: path.quotedInput,
        remedy: "copy or download the file again", exitStatus: .badInputData)
    case .corrupt(let path, let format):
      Diagnosis(
        "the \(format) data is corrupt", at: path.quotedInput,
        remedy: "copy or download the file again", exitStatus: .badInputData)
    case .empty(let path):
      Diagnosis(
        "the input is empty", at: path.quotedInput,
        remedy: "check the program that wrote it", exitStatus: .badInputData)
    case .unknownFormat(let path, let problem, let remedy):
      Diagnosis(problem, at: path.quotedInput, remedy: remedy, exitStatus: .badInputData)
    case .malformed(let path, let line, let problem, let remedy):
      Diagnosis(
        problem, at: "\(path.quotedInput), line \(line)", remedy: remedy,
        exitStatus: .badInputData)
    case .duplicateName(let path, let line, let name):
      Diagnosis(
        "the sequence name \(name.quoted) occurs twice", at: "\(path.quotedInput), line \(line)",
        remedy: "give every sequence its own name", exitStatus: .badInputData)
    case .staleIndex(let path, let indexPath):
      Diagnosis(
        "the index \(indexPath.quoted) does not fit its file", at: path.quotedInput,
        remedy: "delete the index, it is made anew", exitStatus: .badInputData)
    case .unindexed(let path):
      Diagnosis(
        "the genome has no index and none can be made", at: path.quotedInput,
        remedy:
          "give plain or bgzip-compressed FASTA with lines of one length, in a folder that can "
          + "be written or beside its .fai", exitStatus: .badInputData)
    case .malformedRecord(let path, let record, let problem):
      Diagnosis(
        problem, at: "\(path.quotedInput), record \(record)",
        remedy: "check the file with samtools quickcheck and samtools view",
        exitStatus: .badInputData)
    case .missingReference(let path):
      Diagnosis(
        "the CRAM file needs its reference sequence", at: path.quotedInput,
        remedy: "give the FASTA it was aligned to with -T", exitStatus: .badInputData)
    case .unfitReference(let path, let reference, let problem, let remedy):
      Diagnosis(
        "the reference \(reference.quoted) cannot be used, \(problem)", at: path.quotedInput,
        remedy: remedy, exitStatus: .badInputData)
    case .ambiguousBase(let sequence, let position):
      Diagnosis(
        "the sequence \(sequence.quoted) has an ambiguous base at position \(position.oneBased)",
        remedy: "choose another way to treat ambiguous bases", exitStatus: .badInputData)
    case .regions(let error): error.diagnosis
    }
  }
}
