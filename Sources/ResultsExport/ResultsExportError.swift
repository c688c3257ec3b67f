package import UserFacing

/// What can go wrong while results are written.
package enum ResultsExportError: UserFacingError, Equatable {
  /// The output exists and replacing it was not asked for.
  case outputExists(path: String)
  /// The output, or the temporary file beside it, cannot be created.
  case cannotCreate(path: String, reason: String)
  /// Writing, closing or renaming failed half-way, e.g. because the disk is full.
  case writeFailed(path: String, reason: String)
  /// The reader of a pipe went away; the command ends quietly.
  case brokenPipe(path: String)
  /// No format has this name.
  case unknownFormat(name: String, known: [String])
  /// The format cannot be told from the path.
  case unknownExtension(path: String, known: [String])
  /// An index was asked for, but the output is not a BGZF file.
  case indexNeedsCompression(path: String)
  /// An index was asked for, but nothing can index this format.
  case formatCannotBeIndexed(path: String, format: String)
  /// A record comes before the one already written, so the file cannot be indexed; `position` and
  /// `previous` are 0-based starts.
  case unsorted(path: String, contig: String, position: Int, previous: Int)
  /// A contig comes back after another one, so the file cannot be indexed.
  case contigReturned(path: String, contig: String)

  package var diagnosis: Diagnosis {
    switch self {
    case .outputExists(let path):
      Diagnosis(
        "the output exists already", at: path.quotedOutput,
        remedy: "give --force to replace it, or another name", exitStatus: .cannotCreateOutput)
    case .cannotCreate(let path, let reason):
      Diagnosis(
        "cannot create the output (\(reason))", at: path.quotedOutput,
        remedy: "choose a folder that exists and can be written to",
        exitStatus: .cannotCreateOutput)
    case .writeFailed(let path, let reason):
      Diagnosis(
        "cannot write the output (\(reason))", at: path.quotedOutput,
        remedy: "check the space left on its disk and run again", exitStatus: .inputOutputError)
    case .brokenPipe(let path):
      Diagnosis(
        "the reader closed the pipe", at: path.quotedOutput,
        remedy: "nothing to mend if that was meant", exitStatus: .success)
    case .unknownFormat(let name, let known):
      Diagnosis(
        "unknown output format \(name.quoted)",
        remedy: "use one of \(known.joined(separator: ", "))", exitStatus: .usage)
    case .unknownExtension(let path, let known):
      Diagnosis(
        "the output's extension names no format", at: path.quotedOutput,
        remedy: "give --format with one of \(known.joined(separator: ", "))", exitStatus: .usage)
    case .indexNeedsCompression(let path):
      Diagnosis(
        "only a compressed file can be indexed", at: path.quotedOutput,
        remedy: "write to a name that ends in .gz, or leave the index out", exitStatus: .usage)
    case .formatCannotBeIndexed(let path, let format):
      Diagnosis(
        "no index exists for the format \(format)", at: path.quotedOutput,
        remedy: "write bed, bedgraph, narrowpeak, gff3 or tsv, or leave the index out",
        exitStatus: .usage)
    case .unsorted(let path, let contig, let position, let previous):
      Diagnosis(
        "records out of order cannot be indexed: 0-based start \(position) follows \(previous)",
        at: "\(path.quotedOutput), contig \(contig.quoted)",
        remedy: "sort the input by position, or leave the index out", exitStatus: .badInputData)
    case .contigReturned(let path, let contig):
      Diagnosis(
        "records out of order cannot be indexed: a contig comes back after another one",
        at: "\(path.quotedOutput), contig \(contig.quoted)",
        remedy: "sort the input by contig, or leave the index out", exitStatus: .badInputData)
    }
  }
}
