internal import CHTSlib
internal import Glibc

/// A SAM, BAM or CRAM file. Owns one `htsFile *`.
@safe
struct AlignmentFile: ~Copyable {
  let path: String
  let handle: UnsafeMutablePointer<htsFile>

  init(_ file: consuming RawFile) throws(SequenceIOError) {
    let path = file.path
    self.path = path
    unsafe handle = try unsafe file.handOver { unsafe hts_hopen($0, path, "r") }
    _ = unsafe door_hts_require_read_fields(handle)
  }

  deinit {
    unsafe hts_close(handle)
  }

  /// `SAM`, `BAM` or `CRAM`.
  var format: String {
    switch unsafe handle.pointee.format.format {
    case bam: "BAM"
    case cram: "CRAM"
    default: "SAM"
    }
  }

  /// Whether stretches can be read through an index.
  var canHaveIndex: Bool {
    let isBGZF = unsafe handle.pointee.format.compression == bgzf
    return format == "CRAM" || format == "BAM" && isBGZF
  }

  /// Whether the file lacks the block that marks its end; asks only files that can seek.
  func lacksEndMarker() -> Bool {
    unsafe hts_check_EOF(handle) == 0
  }

  /// Decodes on `count` further threads.
  mutating func decode(onThreads count: Int) {
    guard count > 0 else { return }
    _ = unsafe hts_set_threads(handle, Int32(clamping: count))
  }

  /// Sets the FASTA that CRAM bases are stored against; it must have its index.
  mutating func setReference(_ reference: String) -> Bool {
    unsafe door_hts_set_reference(handle, HTSLibrary.localPath(reference)) == 0
  }

  /// What a status of htslib below -1 means for record `record`; nil if the file ended well.
  func failure(status: Int32, record: Int64) -> SequenceIOError? {
    let number = errno
    let bgzf = unsafe door_hts_bgzf(handle)
    if status >= -1 {
      let lacksEnd =
        unsafe bgzf.map { unsafe door_bgzf_lacks_eof_block($0) != 0 }
        ?? (unsafe door_hts_cram_ended_without_eof(handle) != 0)
      return lacksEnd ? .truncated(path: path, format: format) : nil
    }
    if number == EIO { return .readFailed(path: path, reason: HTSLibrary.systemReason(number)) }
    if let bgzf = unsafe bgzf {
      let errorBits = unsafe Int32(bitPattern: door_bgzf_error_bits(bgzf))
      if errorBits & BGZF_ERR_IO != 0 || status == -4 && format == "BAM" {
        return .truncated(path: path, format: format)
      }
      if errorBits != 0 { return .corrupt(path: path, format: format) }
    }
    if format == "SAM" {
      return .malformed(
        path: path, line: Int(unsafe handle.pointee.lineno),
        problem: "the line is no alignment record", remedy: "check the file with samtools view")
    }
    return .malformedRecord(
      path: path, record: record, problem: "the \(format) record cannot be decoded")
  }
}
