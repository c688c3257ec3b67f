internal import CommandSupport
internal import UserFacing

/// What can be wrong with the shards of a scan.
enum ShardError: UserFacingError, Equatable {
  /// Aligned reads are not split.
  case reads(input: String)
  /// A pipe or device, which cannot be read twice.
  case notAFile(input: String)
  /// The input was another file at the end of the run than at its start.
  case inputChanged(input: String)
  case unreadable(path: String, reason: String)
  case notAShard(path: String)
  /// Its hash is wrong.
  case damaged(path: String)
  /// Its hash is right, but it is not what this version writes.
  case malformed(path: String)
  /// Two shards of different runs.
  case foreign(path: String, other: String, difference: String)
  case doubled(path: String, other: String, shard: String)
  /// Numbers of the shards that are not there.
  case missing(shards: [Int], count: Int)
  /// The model at hand is not the one the shards were made with.
  case otherModel(path: String, name: String)
  /// A track from shards that did not keep all scores.
  case noTrack(output: String)

  var diagnosis: Diagnosis {
    switch self {
    case .reads(let input):
      Diagnosis(
        "aligned reads cannot be split into shards", at: input.quotedInput,
        remedy: "leave --shard out, or scan FASTA or FASTQ", exitStatus: .usage)
    case .notAFile(let input):
      Diagnosis(
        "--shard reads its input twice, but this is no regular file", at: input.quotedInput,
        remedy: "give a file", exitStatus: .usage)
    case .inputChanged(let input):
      Diagnosis(
        "the input was changed while it was scanned", at: input.quotedInput,
        remedy: "run again when it is complete", exitStatus: .badInputData)
    case .unreadable(let path, let reason):
      Diagnosis(
        "cannot open the shard (\(reason))", at: path.quoted, remedy: "check the path",
        exitStatus: .cannotOpenInput)
    case .notAShard(let path):
      Diagnosis(
        "the file is no shard this version can read", at: path.quoted,
        remedy: "give files that \"bioseq scan --shard\" of version \(Version.current) wrote",
        exitStatus: .badInputData)
    case .damaged(let path):
      Diagnosis(
        "the shard was cut short or changed: its checksum is wrong", at: path.quoted,
        remedy: "copy it again, or run its shard again", exitStatus: .badInputData)
    case .malformed(let path):
      Diagnosis(
        "the shard's content makes no sense", at: path.quoted, remedy: "run its shard again",
        exitStatus: .badInputData)
    case .foreign(let path, let other, let difference):
      Diagnosis(
        "the shards are not of one run: another \(difference)",
        at: "\(path.quoted) and \(other.quoted)",
        remedy: "merge shards made from one input with one model and the same options",
        exitStatus: .badInputData)
    case .doubled(let path, let other, let shard):
      Diagnosis(
        "shard \(shard) was given twice", at: "\(path.quoted) and \(other.quoted)",
        remedy: "give one of them", exitStatus: .badInputData)
    case .missing(let shards, let count):
      Diagnosis(
        "\(shards.count) of \(count) shards are missing", at: Self.list(shards, count),
        remedy: "run them, and give all shards", exitStatus: .badInputData)
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

  private static func list(_ shards: [Int], _ count: Int) -> String {
    shards.prefix(20).map { "\($0)/\(count)" }.joined(separator: ", ")
      + (shards.count > 20 ? " and others" : "")
  }
}
