internal import CHTSlib

/// The index of a BAM or CRAM file. Owns one `hts_idx_t *`.
@safe
struct AlignmentIndex: ~Copyable {
  fileprivate let handle: OpaquePointer

  /// Nil if the index cannot be read.
  init?(_ indexPath: String, of file: borrowing AlignmentFile) {
    let handle = unsafe sam_index_load3(
      file.handle, HTSLibrary.localPath(file.path), HTSLibrary.localPath(indexPath),
      HTS_IDX_SILENT_FAIL)
    guard let handle = unsafe handle else { return nil }
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe hts_idx_destroy(handle)
  }
}

/// The records that overlap one stretch of a contig. Owns one `hts_itr_t *`; must not outlive its index.
@safe
struct AlignmentIterator: ~Copyable {
  private let handle: UnsafeMutablePointer<hts_itr_t>

  /// Nil if the index does not lead there.
  init?(_ index: borrowing AlignmentIndex, contigIndex: Int, range: Range<Int64>) {
    let handle = unsafe sam_itr_queryi(
      index.handle, Int32(contigIndex), range.lowerBound, range.upperBound)
    guard let handle = unsafe handle else { return nil }
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe hts_itr_destroy(handle)
  }

  /// Fills the record; the status is htslib's: -1 at the end, less for failures.
  mutating func next(
    _ record: borrowing AlignmentRecord, from file: borrowing AlignmentFile
  ) -> Int32 {
    unsafe sam_itr_next(file.handle, handle, record.handle)
  }
}

extension AlignmentFile {
  /// Fills the record with the next one; the status is htslib's: -1 at the end, less for failures.
  mutating func next(
    _ record: borrowing AlignmentRecord, header: borrowing AlignmentHeader
  ) -> Int32 {
    unsafe sam_read1(handle, header.handle, record.handle)
  }
}
