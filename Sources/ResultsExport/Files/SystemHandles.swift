internal import CZlib

#if canImport(Glibc)
  internal import Glibc
#endif

// The one file with `unsafe`: POSIX files and zlib, each behind an owner that cannot be copied.

/// The operating system's reason for a failed call.
package struct SystemError: Error, Equatable {
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// The reason in the system's words, in lower case, e.g. `permission denied`.
  package var reason: String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
  }

  var alreadyExists: Bool { code == EEXIST }

  /// Whether the reader of a pipe has gone.
  package var isBrokenPipe: Bool { code == EPIPE }
}

/// The number of this process.
func processNumber() -> Int32 { getpid() }

/// Fills standard input, output and error where the process was started without them, so that no
/// file opened later takes their place; using such a stand-in for output fails.
package func reserveStandardStreams() {
  var descriptor: Int32
  repeat {
    descriptor = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
  } while descriptor >= 0 && descriptor <= 2
  if descriptor > 2 { _ = close(descriptor) }
}

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
    switch record.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    default: kind = .other
    }
    device = UInt64(record.st_dev)
    number = UInt64(record.st_ino)
  }
}

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

/// A raw deflate stream (RFC 1951) for one block at a time.
@safe struct Deflater: ~Copyable {
  // On the heap: zlib keeps the address of the stream in its state.
  private let stream: UnsafeMutablePointer<z_stream>

  init(level: Int32) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // Negative window bits ask for a raw stream; 8 is zlib's default memory level.
    let status = unsafe czlib_deflate_init(stream, level, -15, 8)
    precondition(status == Z_OK, "zlib cannot start: status \(status)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Compresses a range of `input` as one complete stream into `output` from `offset`; the number of
  /// bytes written, or nil if they do not fit.
  func compress(_ input: [UInt8], count: Int, into output: inout [UInt8], at offset: Int) -> Int? {
    precondition(count <= input.count && offset <= output.count, "ranges out of bounds")
    let room = output.count - offset
    let status = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { destination in
        unsafe deflateReset(stream)
        // zlib only reads through next_in; in bounds by the precondition above.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(count)
        unsafe stream.pointee.next_out = destination.baseAddress.map { unsafe $0 + offset }
        unsafe stream.pointee.avail_out = UInt32(room)
        return unsafe deflate(stream, Z_FINISH)
      }
    }
    return status == Z_STREAM_END ? room - Int(unsafe stream.pointee.avail_out) : nil
  }

  /// The CRC-32 of the first `count` bytes.
  static func checksum(_ bytes: [UInt8], count: Int) -> UInt32 {
    precondition(count <= bytes.count, "\(count) bytes of \(bytes.count)")
    return unsafe bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: unsafe crc32(0, $0.baseAddress, UInt32(count)))
    }
  }
}
