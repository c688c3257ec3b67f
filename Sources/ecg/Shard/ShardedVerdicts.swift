internal import Arrhythmia
internal import CommandSupport

/// The verdicts of all shards of a classification.
///
/// They come in the order in which the records were given, or by name where the shards were given them in
/// different orders. Memory holds the shards' bytes.
struct ShardedVerdicts {
  let shards: CompleteShards<RecordShardFile>
  /// Whether all shards were given the records in the same order.
  let isOrdered: Bool
  private let lines: [(line: VerdictLine, path: String)]

  /// Throws `ShardError`.
  init(paths: [String]) throws(ShardError) {
    var files: [RecordShardFile] = []
    for path in paths { files.append(try RecordShardFile(path: path)) }
    shards = try CompleteShards(files)
    let order = shards.first.header.order
    let isOrdered = shards.files.allSatisfy { $0.header.order == order }
    self.isOrdered = isOrdered
    var lines: [(line: VerdictLine, path: String)] = []
    for file in shards.files {
      for line in try file.lines() { lines.append((line, file.path)) }
    }
    lines.sort {
      isOrdered ? $0.line.place < $1.line.place : $0.line.rank < $1.line.rank
    }
    self.lines = lines
  }

  /// Throws `malformed`, and what `deliver` throws.
  func forEach(_ deliver: (RhythmVerdict) throws -> Void) throws {
    for (line, path) in lines {
      guard let verdict = line.verdict else { throw ShardError.malformed(path: path) }
      try deliver(verdict)
    }
  }
}
