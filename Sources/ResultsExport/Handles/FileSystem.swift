#if canImport(Glibc)
  internal import Glibc
#endif

/// Calls on paths.
package enum FileSystem {
  package static func rename(_ source: String, to destination: String) throws(SystemError) {
    if unsafe Glibc.rename(source, destination) != 0 { throw SystemError(code: errno) }
  }

  /// Removes a file; one that is gone already is no error.
  package static func remove(_ path: String) {
    _ = unsafe unlink(path)
  }

  /// The size in bytes of the regular file behind a path, and when it was last changed, in nanoseconds
  /// since 1970; nil when there is none.
  package static func stamp(_ path: String) -> (bytes: Int64, modified: Int64)? {
    var record = stat()
    guard unsafe stat(path, &record) == 0, record.st_mode & S_IFMT == S_IFREG else { return nil }
    let time = record.st_mtim
    return (Int64(record.st_size), Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// All bytes of a file, a pipe or a device, read once from its beginning to its end; `-` is standard
  /// input.
  ///
  /// - Parameter limit: more bytes than this are an error.
  package static func contents(
    _ path: String, limit: Int = 1 << 28
  ) throws(SystemError) -> [UInt8] {
    let isStandardInput = path == "-"
    let descriptor = isStandardInput ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(code: errno) }
    defer { if !isStandardInput { _ = close(descriptor) } }
    var contents: [UInt8] = []
    while true {
      let piece = try nextBytes(of: descriptor, count: 1 << 16)
      if piece.isEmpty { return contents }
      contents += piece
      if contents.count > limit { throw SystemError(code: EFBIG) }
    }
  }

  /// The path with all symbolic links followed; nil when it names nothing.
  package static func resolved(_ path: String) -> String? {
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
