package import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// A shard file whose hash was found right; `ShardForm` describes it.
package struct ShardText: Sendable {
  package let path: String
  /// Of the whole file but its last line.
  package let sha256: String
  /// The whole file.
  package let data: Data
  /// Where the program's lines lie.
  package let body: Range<Int>
  private let header: Range<Int>

  /// Throws `unreadable`, `notAShard`, `damaged`, `malformed`.
  package init(path: String, form: ShardForm) throws(ShardError) {
    self.path = path
    data = try Self.read(path)
    let first = Array(form.firstLine.utf8)
    guard data.starts(with: first) else { throw .notAShard(path: path, command: form.command) }
    let lastLength = ShardForm.lastLine.utf8.count + 64 + 1
    let end = data.count - lastLength
    guard end >= first.count else { throw .damaged(path: path) }
    var hash = SHA256()
    hash.update(data.span.extracting(0..<end))
    sha256 = hash.hexadecimal()
    guard data[end...].elementsEqual((ShardForm.lastLine + sha256 + "\n").utf8) else {
      throw .damaged(path: path)
    }
    guard let lineEnd = data[first.count..<end].firstIndex(of: UInt8(ascii: "\n")) else {
      throw .malformed(path: path)
    }
    header = first.count..<lineEnd
    body = lineEnd + 1..<end
  }

  /// Throws `malformed`.
  package func header<Header: Decodable>(_ type: Header.Type) throws(ShardError) -> Header {
    do {
      return try JSONDecoder().decode(type, from: data[header])
    } catch {
      throw .malformed(path: path)
    }
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
