internal import BindingSites
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// A shard file whose hash was found right; `ShardWriter` describes the format.
struct ShardFile {
  let path: String
  let header: ShardHeader
  /// Of the whole file but its last line.
  let sha256: String
  private let data: Data
  /// Where the lines of sequences and windows lie.
  private let body: Range<Int>

  /// Throws `ShardError`: `unreadable`, `notAShard`, `damaged`, `malformed`.
  init(path: String) throws(ShardError) {
    self.path = path
    data = try Self.read(path)
    let first = Array(ShardWriter.firstLine.utf8)
    guard data.starts(with: first) else { throw .notAShard(path: path) }
    let lastLength = ShardWriter.lastLine.utf8.count + 64 + 1
    let end = data.count - lastLength
    guard end >= first.count else { throw .damaged(path: path) }
    var hash = SHA256()
    hash.update(data.span.extracting(0..<end))
    sha256 = hash.hexadecimal()
    guard data[end...].elementsEqual((ShardWriter.lastLine + sha256 + "\n").utf8) else {
      throw .damaged(path: path)
    }
    guard let lineEnd = data[first.count..<end].firstIndex(of: UInt8(ascii: "\n")),
      let header = try? JSONDecoder().decode(ShardHeader.self, from: data[first.count..<lineEnd]),
      header.run.isValid, ShardNumber(header.shard.index, of: header.shard.count) != nil
    else { throw .malformed(path: path) }
    self.header = header
    body = lineEnd + 1..<end
  }

  /// Gives everything the shard kept to a collector.
  ///
  /// Throws `malformed`, and what the collector throws.
  func replay(to collector: ScanCollector, check: () throws -> Void) throws {
    var lines = ShardLines(at: body.lowerBound, path: path)
    let bytes = data.span.extracting(0..<body.upperBound)
    var sequence: ScanSequence?
    var hasHistogram = false
    while lines.position < bytes.count {
      if hasHistogram { throw ShardError.malformed(path: path) }
      switch bytes[lines.position] {
      case UInt8(ascii: "S"):
        guard sequence == nil else { throw ShardError.malformed(path: path) }
        try check()
        let next = try lines.sequence(bytes)
        collector.begin(next)
        sequence = next
      case UInt8(ascii: "E"):
        guard sequence != nil else { throw ShardError.malformed(path: path) }
        collector.add(try lines.totals(bytes))
        sequence = nil
      case UInt8(ascii: "H"):
        guard sequence == nil else { throw ShardError.malformed(path: path) }
        collector.add(try lines.histogram(bytes))
        hasHistogram = true
      default:
        guard let sequence else { throw ShardError.malformed(path: path) }
        let window = try lines.window(bytes, longest: header.run.window)
        try collector.take(window, keptOf: sequence)
      }
    }
    guard hasHistogram else { throw ShardError.malformed(path: path) }
  }

  private static func read(_ path: String) throws(ShardError) -> Data {
    switch FileIdentity(path: path)?.kind {
    case nil: throw .unreadable(path: path, reason: "no such file or directory")
    case .directory: throw .unreadable(path: path, reason: "it is a folder")
    case .other: throw .unreadable(path: path, reason: "it is no regular file")
    case .regular: break
    }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw .unreadable(path: path, reason: "permission denied or a damaged disk")
    }
  }
}
