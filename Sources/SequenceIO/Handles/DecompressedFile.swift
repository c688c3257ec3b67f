internal import CHTSlib
internal import Glibc

/// Bytes of a plain, gzip or BGZF file, decompressed as they are read. Owns one `BGZF *`.
@safe
struct DecompressedFile: ~Copyable {
  let path: String
  private let handle: UnsafeMutablePointer<BGZF>

  /// Opens a path, `-` as standard input.
  init(opening path: String) throws(SequenceIOError) {
    self = try DecompressedFile(RawFile(opening: path))
  }

  init(_ file: consuming RawFile) throws(SequenceIOError) {
    path = file.path
    unsafe handle = try unsafe file.handOver { unsafe bgzf_hopen($0, "r") }
  }

  deinit {
    unsafe bgzf_close(handle)
  }

  /// `gzip` or `BGZF` or `plain`.
  var compression: String {
    guard unsafe door_bgzf_is_compressed(handle) != 0 else { return "plain" }
    return unsafe door_bgzf_is_plain_gzip(handle) != 0 ? "gzip" : "BGZF"
  }

  /// Decodes BGZF blocks on `count` further threads; other files ignore it.
  mutating func decode(onThreads count: Int) {
    guard count > 0, compression == "BGZF" else { return }
    _ = unsafe bgzf_mt(handle, Int32(clamping: count), 64)
  }

  /// Loads the index of a BGZF file that `seek` needs; false if it is not there or not sound.
  mutating func loadIndex(_ indexPath: String) -> Bool {
    unsafe bgzf_index_load(handle, HTSLibrary.localPath(indexPath), nil) == 0
  }

  /// Goes to a byte of the decompressed content: plain files, and BGZF once its index is loaded.
  mutating func seek(to offset: Int64) throws(SequenceIOError) {
    errno = 0
    if let failure = failure(status: unsafe bgzf_useek(handle, off_t(offset), SEEK_SET)) {
      throw failure
    }
  }

  /// Reads the next block to the start of `buffer` and returns how many bytes came; 0 at the end.
  ///
  /// One block a call: a longer read would lose the good blocks before a broken one.
  mutating func read(into buffer: inout [UInt8]) throws(SequenceIOError) -> Int {
    errno = 0
    if unsafe handle.pointee.block_offset >= handle.pointee.block_length {
      let status = unsafe bgzf_read_block(handle)
      if let failure = failure(status: status) { throw failure }
      if unsafe handle.pointee.block_length == 0 { return 0 }
    }
    // bgzf_read writes at most `count` bytes, which is no more than the array holds.
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      let blockRest = unsafe Int(handle.pointee.block_length - handle.pointee.block_offset)
      return unsafe bgzf_read(handle, bytes.baseAddress, min(blockRest, bytes.count))
    }
    if let failure = failure(status: count < 0 ? -1 : 0) { throw failure }
    return count
  }

  /// What a status of htslib means; nil if all is well or the file simply ended.
  private func failure(status: Int32) -> SequenceIOError? {
    guard status != 0 else {
      return unsafe door_bgzf_lacks_eof_block(handle) == 0
        ? nil : .truncated(path: path, format: compression)
    }
    let number = errno
    if unsafe Int32(bitPattern: door_bgzf_error_bits(handle)) & BGZF_ERR_IO == 0 {
      return .corrupt(path: path, format: compression)
    }
    return number == 0
      ? .truncated(path: path, format: compression)
      : .readFailed(path: path, reason: HTSLibrary.systemReason(number))
  }
}
