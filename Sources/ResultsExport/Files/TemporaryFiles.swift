internal import Synchronization

/// A new file under a temporary name.
struct TemporaryFile: ~Copyable {
  let path: String
  let descriptor: OutputDescriptor
}

/// The temporary files of this process, so that an early end can remove them all.
package enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Creates a new file beside `path`, hidden, named for it and for this process.
  static func create(
    beside path: String, process: Int32
  ) throws(SystemError) -> TemporaryFile {
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = path[..<cut]
    // File systems take 255 bytes; a prefix leaves room for what is added.
    let name = String(decoding: path[cut...].utf8.prefix(200), as: UTF8.self)
    var attempt = 1
    while true {
      let suffix = attempt == 1 ? "" : "-\(attempt)"
      let candidate = "\(folder).\(name).\(process)\(suffix).tmp"
      do {
        let descriptor = try OutputDescriptor(creating: candidate)
        paths.withLock { _ = $0.insert(candidate) }
        return TemporaryFile(path: candidate, descriptor: descriptor)
      } catch {
        // A killed run may have left its file, and containers reuse process numbers.
        guard error.alreadyExists, attempt < 100 else { throw error }
        attempt += 1
      }
    }
  }

  /// Renames a temporary file to its final name.
  static func commit(_ path: String, to destination: String) throws(SystemError) {
    try FileSystem.rename(path, to: destination)
    forget(path)
  }

  static func remove(_ path: String) {
    FileSystem.remove(path)
    forget(path)
  }

  /// Removes every temporary file not yet committed. Not for signal handlers: it takes a lock.
  package static func removeAll() {
    let all = paths.withLock { paths in
      defer { paths.removeAll() }
      return paths
    }
    for path in all { FileSystem.remove(path) }
  }

  private static func forget(_ path: String) {
    paths.withLock { _ = $0.remove(path) }
  }
}
