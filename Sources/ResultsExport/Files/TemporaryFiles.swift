internal import Synchronization

/// A new file under a temporary name.
struct TemporaryFile: ~Copyable {
  let path: String
  let descriptor: OutputDescriptor
}

/// The temporary files of this process, so that an early end can remove them.
package enum TemporaryFiles {
  /// A run of a command; several in one process keep their files apart.
  package struct Owner: Sendable, Hashable {
    fileprivate let number: Int
  }

  /// The run that the present task works for.
  @TaskLocal package static var owner = Owner(number: 0)

  /// Whether the task's outputs belong to a run that alone may write them and may go on after any end:
  /// their temporary names are then always the same, so that a killed run leaves none that the next one
  /// does not take over, and they are on the disk before they get their final names.
  @TaskLocal package static var isResumable = false

  private static let paths = Mutex<[String: Owner]>([:])
  private static let owners = Mutex(0)

  package static func newOwner() -> Owner {
    owners.withLock { count in
      count += 1
      return Owner(number: count)
    }
  }

  /// Creates a new file beside `path`, hidden, named for it and for this process unless `isResumable`.
  static func create(
    beside path: String, process: Int32
  ) throws(SystemError) -> TemporaryFile {
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = path[..<cut]
    // File systems take 255 bytes; a prefix leaves room for what is added.
    let name = String(decoding: path[cut...].utf8.prefix(200), as: UTF8.self)
    if isResumable {
      let candidate = "\(folder).\(name).resumable.tmp"
      FileSystem.remove(candidate)
      let descriptor = try OutputDescriptor(creating: candidate)
      paths.withLock { $0[candidate] = owner }
      return TemporaryFile(path: candidate, descriptor: descriptor)
    }
    var attempt = 1
    while true {
      let suffix = attempt == 1 ? "" : "-\(attempt)"
      let candidate = "\(folder).\(name).\(process)\(suffix).tmp"
      do {
        let descriptor = try OutputDescriptor(creating: candidate)
        paths.withLock { $0[candidate] = owner }
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
  package static func removeAll() { removeAll { _ in true } }

  /// Removes those of one run.
  package static func removeAll(of owner: Owner) { removeAll { $0 == owner } }

  private static func removeAll(where isChosen: (Owner) -> Bool) {
    let chosen = paths.withLock { paths in
      let chosen = paths.filter { isChosen($0.value) }.keys
      for path in chosen { paths[path] = nil }
      return Array(chosen)
    }
    for path in chosen { FileSystem.remove(path) }
  }

  private static func forget(_ path: String) {
    paths.withLock { $0[path] = nil }
  }
}
