package import UserFacing

/// What can be wrong with shard files.
package enum ShardError: UserFacingError, Equatable {
  case unreadable(path: String, reason: String)
  /// Another kind of file, or a format of another version.
  case notAShard(path: String, command: String)
  /// Its hash is wrong.
  case damaged(path: String)
  /// Its hash is right, but it is not what this version writes.
  case malformed(path: String)
  /// Two shards of different runs.
  case foreign(path: String, other: String, difference: String)
  case doubled(path: String, other: String, shard: String)
  /// Numbers of the shards that are not there.
  case missing(shards: [Int], count: Int)

  package var diagnosis: Diagnosis {
    switch self {
    case .unreadable(let path, let reason):
      Diagnosis(
        "cannot open the shard (\(reason))", at: path.quoted, remedy: "check the path",
        exitStatus: .cannotOpenInput)
    case .notAShard(let path, let command):
      Diagnosis(
        "the file is no shard this version can read", at: path.quoted,
        remedy: "give files that \(command.quoted) of version \(Version.current) wrote",
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
    }
  }

  private static func list(_ shards: [Int], _ count: Int) -> String {
    shards.prefix(20).map { "\($0)/\(count)" }.joined(separator: ", ")
      + (shards.count > 20 ? " and others" : "")
  }
}
