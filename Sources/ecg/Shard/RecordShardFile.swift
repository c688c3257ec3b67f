internal import Arrhythmia
internal import CommandSupport
internal import FoundationEssentials
internal import RecurrentCore

extension ShardForm {
  /// Shards of a classification: after the header a `VerdictLine` for each record, in the order given.
  static let classification = ShardForm(program: "ecg", command: "ecg classify --shard")
}

/// A classification's shard file whose hash was found right.
struct RecordShardFile: ShardMember {
  let header: RecordShardHeader
  private let text: ShardText

  /// Throws `ShardError`: `unreadable`, `notAShard`, `damaged`, `malformed`.
  init(path: String) throws(ShardError) {
    text = try ShardText(path: path, form: .classification)
    header = try text.header(RecordShardHeader.self)
    guard header.shard.isValid, header.run.input.records >= 0 else {
      throw .malformed(path: path)
    }
  }

  var path: String { text.path }
  /// Of the whole file but its last line.
  var sha256: String { text.sha256 }
  var shard: ShardNumber { header.shard }

  func difference(from other: RecordShardFile) -> String? {
    header.run.difference(from: other.header.run)
  }

  /// Its lines; exactly the records that are the shard's. Throws `malformed`.
  func lines() throws(ShardError) -> [VerdictLine] {
    var lines: [VerdictLine] = []
    for bytes in text.data[text.body].split(separator: UInt8(ascii: "\n")) {
      guard let line = VerdictLine(bytes) else { throw .malformed(path: path) }
      lines.append(line)
    }
    let ranks = Swift.stride(
      from: shard.index - 1, to: header.run.input.records, by: shard.count)
    guard lines.map(\.rank).sorted() == Array(ranks) else { throw .malformed(path: path) }
    return lines
  }
}
