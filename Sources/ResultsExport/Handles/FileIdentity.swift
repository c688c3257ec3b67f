#if canImport(Glibc)
  internal import Glibc
#endif

/// What a path names, and which file it is whatever the path.
package struct FileIdentity: Equatable, Hashable, Sendable {
  package enum Kind: Sendable { case regular, directory, other }
  package let kind: Kind
  private let device: UInt64
  private let number: UInt64

  /// The file behind a path, symbolic links followed; nil when there is none.
  package init?(path: String) {
    var record = stat()
    guard unsafe stat(path, &record) == 0 else { return nil }
    self.init(record)
  }

  /// The file behind a descriptor.
  init?(descriptor: Int32) {
    var record = stat()
    guard unsafe fstat(descriptor, &record) == 0 else { return nil }
    self.init(record)
  }

  private init(_ record: stat) {
    switch record.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    default: kind = .other
    }
    device = UInt64(record.st_dev)
    number = UInt64(record.st_ino)
  }
}
