package import UserFacing

/// What can go wrong with reading, filtering and annotating recordings.
package enum ECGSignalError: UserFacingError, Equatable {
  /// A file is missing, is no regular file or may not be read.
  case cannotOpen(path: String, reason: String)
  /// A header breaks its format; `line` counts from 1.
  case malformedHeader(path: String, line: Int?, problem: String)
  /// A header names a file outside the folder it lies in.
  case unsafePath(path: String, name: String)
  /// The format is known but cannot be read.
  case unsupportedFormat(path: String, format: String, remedy: String)
  /// A signal file holds fewer samples than its header declares; counts are frames.
  case truncatedSignal(path: String, declared: Int, available: Int)
  /// The content of a signal file contradicts its format.
  case malformedSignal(path: String, problem: String)
  /// An annotation file breaks the MIT format; `offset` counts bytes from 0.
  case malformedAnnotations(path: String, offset: Int, problem: String)
  /// A line of delimited text is no row of numbers; `line` counts from 1.
  case malformedText(path: String, line: Int, problem: String)
  /// Nothing says how many samples a second there are.
  case unknownSamplingFrequency(path: String)
  /// The header says that a signal has no physical scale.
  case uncalibratedSignal(path: String, signal: String)
  /// No lead has the name or the index asked for.
  case noSuchLead(path: String, lead: String, available: [String])
  /// The recording is too long to be read in one piece.
  case tooLong(path: String, samples: Int, limit: Int)
  /// A signal is too short for the filter's edges; counts are samples.
  case signalTooShort(samples: Int, needed: Int)
  /// A filter or a resampling ratio cannot be built.
  case invalidFilter(problem: String)

  package var diagnosis: Diagnosis {
    switch self {
    case .cannotOpen(let path, let reason):
      Diagnosis(
        "cannot open the file (\(reason))", at: path.quoted,
        remedy: "check the path and its permissions", exitStatus: .cannotOpenInput)
    case .malformedHeader(let path, let line, let problem):
      Diagnosis(
        "the header is wrong: \(problem)",
        at: line.map { "\(path.quoted), line \($0)" } ?? path.quoted,
        remedy: "correct the header or leave the record out", exitStatus: .badInputData)
    case .unsafePath(let path, let name):
      Diagnosis(
        "the header names a file outside its folder: \(name.quoted)", at: path.quoted,
        remedy: "put the file beside the header and name it without a path",
        exitStatus: .badInputData)
    case .unsupportedFormat(let path, let format, let remedy):
      Diagnosis(
        "cannot read \(format)", at: path.quoted, remedy: remedy, exitStatus: .badInputData)
    case .truncatedSignal(let path, let declared, let available):
      Diagnosis(
        "the signal file ends early: \(available) of \(declared) frames are there",
        at: path.quoted, remedy: "copy the file again or correct the length in the header",
        exitStatus: .badInputData)
    case .malformedSignal(let path, let problem):
      Diagnosis(
        "the signal file is damaged: \(problem)", at: path.quoted, remedy: "copy the file again",
        exitStatus: .badInputData)
    case .malformedAnnotations(let path, let offset, let problem):
      Diagnosis(
        "the annotations are damaged: \(problem)", at: "\(path.quoted), byte \(offset)",
        remedy: "copy the file again", exitStatus: .badInputData)
    case .malformedText(let path, let line, let problem):
      Diagnosis(
        "the table is wrong: \(problem)", at: "\(path.quoted), line \(line)",
        remedy: "give one row of numbers per sample, one column per lead",
        exitStatus: .badInputData)
    case .unknownSamplingFrequency(let path):
      Diagnosis(
        "the sampling frequency is not known", at: path.quoted,
        remedy: "write it into the header, or give it for a text file",
        exitStatus: .badInputData)
    case .uncalibratedSignal(let path, let signal):
      Diagnosis(
        "signal \(signal.quoted) has gain 0, so its physical values are not known",
        at: path.quoted, remedy: "write the gain into the header", exitStatus: .badInputData)
    case .noSuchLead(let path, let lead, let available):
      Diagnosis(
        "there is no lead \(lead.quoted)", at: path.quoted,
        remedy: "choose one of \(available.map(\.quoted).joined(separator: ", "))",
        exitStatus: .badInputData)
    case .tooLong(let path, let samples, let limit):
      Diagnosis(
        "\(samples) samples are more than the \(limit) that may be read at once",
        at: path.quoted, remedy: "read the recording in pieces", exitStatus: .badInputData)
    case .signalTooShort(let samples, let needed):
      Diagnosis(
        "the signal has \(samples) samples, the filter needs \(needed)",
        remedy: "give a longer recording", exitStatus: .badInputData)
    case .invalidFilter(let problem):
      Diagnosis(
        "the filter cannot be built: \(problem)",
        remedy: "choose cut-offs between 0 and half the sampling frequency",
        exitStatus: .badInputData)
    }
  }
}
