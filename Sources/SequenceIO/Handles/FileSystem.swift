internal import Glibc

/// The few questions to the file system that finding and making indexes asks.
enum FileSystem {
  struct Status {
    var isRegularFile: Bool
    var size: Int64
    /// When the content last changed, nanoseconds since 1970.
    var modified: Int64
  }

  /// Nil if there is no such file.
  static func status(of path: String) -> Status? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Status(
      isRegularFile: status.st_mode & S_IFMT == S_IFREG, size: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
  }

  /// Whether files can be made in the folder a path lies in.
  static func canWrite(beside path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    return unsafe access(folder, W_OK | X_OK) == 0
  }

  static func rename(_ old: String, to new: String) -> Bool {
    unsafe Glibc.rename(old, new) == 0
  }

  static func remove(_ path: String) {
    _ = unsafe unlink(path)
  }

  /// A name beside `path` that no other process uses.
  static func temporaryName(beside path: String) -> String {
    "\(path).\(getpid()).tmp"
  }
}
