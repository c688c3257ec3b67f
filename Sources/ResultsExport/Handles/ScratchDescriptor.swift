internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// A file without a name, written and read back by one owner; it is gone with its descriptor.
struct ScratchDescriptor: ~Copyable {
  private let descriptor: Int32

  /// Creates a file in the folder for temporary files (`TMPDIR`) and takes its name away at once.
  init() throws(SystemError) {
    let folder = FileManager.default.temporaryDirectory.path
    var attempt = 0
    var opened: Int32
    var name: String
    repeat {
      name = "\(folder)/.scratch.\(processNumber())-\(attempt).tmp"
      opened = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      attempt += 1
    } while opened < 0 && (errno == EINTR || errno == EEXIST) && attempt < 1000
    descriptor = opened
    if descriptor < 0 { throw SystemError(code: errno) }
    FileSystem.remove(name)
  }

  deinit {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  /// Appends bytes at the end.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    let output = OutputDescriptor(borrowing: descriptor)
    try output.write(bytes, count: bytes.count)
  }

  /// Up to `count` bytes from `offset` on; empty at the end.
  func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try bytes(of: descriptor, at: offset, count: count)
  }
}
