internal import CHTSlib
internal import Glibc

/// An opened input before its format is known. Owns one `hFILE *` until it is handed on.
@safe
struct RawFile: ~Copyable {
  let path: String
  private var handle: UnsafeMutablePointer<hFILE>?

  /// Opens a path of this machine, `-` as standard input.
  init(opening path: String) throws(SequenceIOError) {
    precondition(HTSLibrary.isPrepared)
    self.path = path
    var status = stat()
    if path != "-", unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .cannotOpen(path: path, reason: "it is a folder")
    }
    guard let handle = unsafe door_hopen(HTSLibrary.localPath(path)) else {
      throw .cannotOpen(path: path, reason: HTSLibrary.systemReason())
    }
    unsafe self.handle = unsafe handle
  }

  deinit {
    if let handle = unsafe handle { unsafe hclose_abruptly(handle) }
  }

  /// Hands the file on to one who owns it from now on; `claim` returns nil to refuse it.
  mutating func handOver<Result: ~Copyable>(
    to claim: (UnsafeMutablePointer<hFILE>) -> Result?
  ) throws(SequenceIOError) -> Result {
    guard let handle = unsafe handle else { preconditionFailure("the file was handed on before") }
    guard let result = unsafe claim(handle) else {
      throw .cannotOpen(path: path, reason: HTSLibrary.systemReason())
    }
    unsafe self.handle = nil
    return result
  }
}
