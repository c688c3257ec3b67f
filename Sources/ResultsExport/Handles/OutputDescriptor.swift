#if canImport(Glibc)
  internal import Glibc
#endif

/// A file open for writing.
package struct OutputDescriptor: ~Copyable {
  private let descriptor: Int32
  private let isOwned: Bool

  /// A descriptor the process was started with, such as standard output; never closed.
  package init(borrowing descriptor: Int32) {
    self.descriptor = descriptor
    isOwned = false
  }

  /// Creates a file that must not exist; its mode is 0666 less the umask.
  package init(creating path: String) throws(SystemError) {
    try self.init(path: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
  }

  /// Opens a device, FIFO or socket as it is.
  package init(opening path: String) throws(SystemError) {
    try self.init(path: path, flags: O_WRONLY | O_CLOEXEC)
  }

  private init(path: String, flags: Int32) throws(SystemError) {
    var opened: Int32
    repeat {
      opened = unsafe open(path, flags, 0o666)
    } while opened < 0 && errno == EINTR
    descriptor = opened
    isOwned = true
    if descriptor < 0 { throw SystemError(code: errno) }
  }

  deinit {
    if isOwned && descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  /// Writes the first `count` bytes, however many calls that takes.
  package func write(_ bytes: [UInt8], count: Int) throws(SystemError) {
    precondition(count <= bytes.count, "\(count) bytes of \(bytes.count)")
    var done = 0
    while done < count {
      // In bounds: done < count <= bytes.count.
      let written = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done..<count])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw SystemError(code: errno)
      }
      done += written
    }
  }

  /// Cuts the file off; what is written next follows there.
  package func truncate(to count: UInt64) throws(SystemError) {
    if ftruncate(descriptor, off_t(count)) != 0 || lseek(descriptor, off_t(count), SEEK_SET) < 0 {
      throw SystemError(code: errno)
    }
  }

  /// Waits until the bytes are on the disk; devices and pipes that cannot do so are left alone.
  package func synchronise() throws(SystemError) {
    if fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP {
      throw SystemError(code: errno)
    }
  }

  /// Closes the file; some file systems tell of a failed write only now.
  package consuming func close() throws(SystemError) {
    let descriptor = descriptor
    let isOwned = isOwned
    discard self
    if isOwned && Glibc.close(descriptor) != 0 && errno != EINTR { throw SystemError(code: errno) }
  }
}
