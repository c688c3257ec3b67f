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

  /// The path with all symbolic links followed; nil when it names nothing.
  package static func resolved(_ path: String) -> String? {
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
