internal import BindingSites
internal import CommandSupport
internal import FoundationEssentials
internal import RecurrentCore

/// A scan's shard file whose hash was found right; `ShardForm.scan` describes the format.
struct ShardFile: ShardMember {
  let header: ShardHeader
  private let text: ShardText

  /// Throws `ShardError`: `unreadable`, `notAShard`, `damaged`, `malformed`.
  init(path: String) throws(ShardError) {
    text = try ShardText(path: path, form: .scan)
    header = try text.header(ShardHeader.self)
    guard header.run.isValid, header.shard.isValid else { throw .malformed(path: path) }
  }

  var path: String { text.path }
  /// Of the whole file but its last line.
  var sha256: String { text.sha256 }
  var shard: ShardNumber { header.shard }

  func difference(from other: ShardFile) -> String? {
    header.run.difference(from: other.header.run)
  }

  /// Gives everything the shard kept to a collector.
  ///
  /// Throws `malformed`, and what the collector throws.
  func replay(to collector: any KeptWindows, check: () throws -> Void) throws {
    var lines = ShardLines(
      at: text.body.lowerBound, malformed: ShardError.malformed(path: path))
    try lines.replay(
      text.data.span.extracting(0..<text.body.upperBound), longest: header.run.window,
      to: collector, check: check)
  }
}
