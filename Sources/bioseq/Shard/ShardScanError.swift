internal import UserFacing

/// Why a scan cannot be split, or its shards not be merged as asked.
enum ShardScanError: UserFacingError, Equatable {
  /// Aligned reads are neither split nor resumed.
  case reads(input: String)
  /// A pipe or device, which cannot be read twice.
  case notAFile(input: String, option: String)
  /// The input was another file at the end of the run than at its start.
  case inputChanged(input: String)
  /// The model at hand is not the one the shards were made with.
  case otherModel(path: String, name: String)
  /// A track from shards that did not keep all scores.
  case noTrack(output: String)

  var diagnosis: Diagnosis {
    switch self {
    case .reads(let input):
      Diagnosis(
        "aligned reads cannot be split into shards or resumed", at: input.quotedInput,
        remedy: "leave --shard and --resume out, or scan FASTA or FASTQ", exitStatus: .usage)
    case .notAFile(let input, let option):
      Diagnosis(
        "\(option) may read its input twice, but this is no regular file", at: input.quotedInput,
        remedy: "give a file", exitStatus: .usage)
    case .inputChanged(let input):
      Diagnosis(
        "the input was changed while it was scanned", at: input.quotedInput,
        remedy: "run again when it is complete", exitStatus: .badInputData)
    case .otherModel(let path, let name):
      Diagnosis(
        "the model is not the one the shards were made with (\(name.quoted))", at: path.quoted,
        remedy: "name that one with --model", exitStatus: .modelUnavailable)
    case .noTrack(let output):
      Diagnosis(
        "the shards hold called windows only, not those of a track", at: output.quotedOutput,
        remedy: "run the shards with --keep-track, or write another format", exitStatus: .usage)
    }
  }
}
