#if canImport(Glibc)
  internal import Glibc
#endif

/// A file that one run at a time holds, to append to it.
///
/// The lock goes with the process, however that ends. On file systems without locks there is none.
package struct LockedFile: ~Copyable {
  package enum Failure: Error {
    /// Another run holds the file.
    case taken
    case system(SystemError)
  }

  private let descriptor: Int32

  /// Opens a file, which is made when missing, and locks it.
  package init(path: String) throws(Failure) {
    while true {
      let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0o666)
      if opened < 0 {
        if errno == EINTR { continue }
        throw .system(SystemError(code: errno))
      }
      if flock(opened, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        _ = Glibc.close(opened)
        throw .taken
      }
      // Whoever held it before may have removed it in between.
      if FileIdentity(descriptor: opened) == FileIdentity(path: path) {
        descriptor = opened
        return
      }
      _ = Glibc.close(opened)
    }
  }

  deinit { _ = Glibc.close(descriptor) }

  /// Cuts the file off.
  package func truncate(to count: Int) throws(SystemError) {
    if ftruncate(descriptor, off_t(count)) != 0 { throw SystemError(code: errno) }
  }

  /// Writes at the end.
  package func append(_ bytes: [UInt8]) throws(SystemError) {
    let output = OutputDescriptor(borrowing: descriptor)
    try output.write(bytes, count: bytes.count)
  }

  /// Up to `count` bytes from `offset` on; fewer only at the end.
  package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    var result = try bytes(of: descriptor, at: offset, count: count)
    while result.count < count {
      let piece = try bytes(
        of: descriptor, at: offset + result.count, count: count - result.count)
      if piece.isEmpty { break }
      result += piece
    }
    return result
  }

  /// Its length in bytes.
  package func byteCount() throws(SystemError) -> Int {
    var record = stat()
    guard unsafe fstat(descriptor, &record) == 0 else { throw SystemError(code: errno) }
    return Int(record.st_size)
  }

  /// Waits until the bytes are on the disk.
  package func synchronise() throws(SystemError) {
    let output = OutputDescriptor(borrowing: descriptor)
    try output.synchronise()
  }
}
