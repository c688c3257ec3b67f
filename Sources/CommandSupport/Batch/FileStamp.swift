internal import ResultsExport

/// Tells whether a file is still the one it was: its size and when it was last changed.
package struct FileStamp: Codable, Sendable, Equatable {
  package let bytes: Int64
  /// Nanoseconds since 1970.
  package let modified: Int64

  /// Nil where the path names no regular file.
  package init?(path: String) {
    guard let stamp = FileSystem.stamp(path) else { return nil }
    bytes = stamp.bytes
    modified = stamp.modified
  }
}
