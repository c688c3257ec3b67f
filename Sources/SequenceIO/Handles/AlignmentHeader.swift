internal import CHTSlib
internal import GenomicRegions
internal import Glibc

/// The header of an alignment file. Owns one `sam_hdr_t *`.
@safe
struct AlignmentHeader: ~Copyable {
  let handle: UnsafeMutablePointer<sam_hdr_t>

  /// Reads the header, which must be done once, before the records.
  init(reading file: borrowing AlignmentFile) throws(SequenceIOError) {
    guard let handle = unsafe sam_hdr_read(file.handle) else {
      if let failure = file.failure(status: -2, record: 0), case .truncated = failure {
        throw failure
      }
      throw .malformedRecord(
        path: file.path, record: 0, problem: "the \(file.format) header cannot be read")
    }
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe sam_hdr_destroy(handle)
  }

  /// The reference sequences, in order.
  func contigs(path: String) throws(SequenceIOError) -> ContigDictionary {
    var contigs = ContigDictionary()
    for index in 0..<max(0, unsafe sam_hdr_nref(handle)) {
      let name = unsafe sam_hdr_tid2name(handle, index).flatMap { name in
        unsafe String(validatingCString: name)
      }
      guard let name else {
        throw .malformedRecord(
          path: path, record: 0, problem: "the name of reference \(index + 1) is not UTF-8 text")
      }
      do throws(GenomicRegionsError) {
        try contigs.append(name: name, length: max(0, unsafe sam_hdr_tid2len(handle, index)))
      } catch {
        throw .regions(error)
      }
    }
    return contigs
  }

  /// The MD5 sum of a reference sequence, in lower-case hexadecimal, if the header has it.
  func checksum(ofContig name: String) -> String? {
    var text = unsafe kstring_t()
    let found = unsafe sam_hdr_find_tag_id(handle, "SQ", "SN", name, "M5", &text)
    let sum = unsafe text.s.map { unsafe String(cString: $0) }
    unsafe free(text.s)
    return found == 0 ? sum?.lowercased() : nil
  }

  /// Forgets where references are to be had, but for indexed files of this machine: decoding CRAM must
  /// neither download references nor make indexes beside them.
  mutating func removeUnusableReferences(of contigs: ContigDictionary) {
    for contig in contigs.contigs {
      var text = unsafe kstring_t()
      let found = unsafe sam_hdr_find_tag_id(handle, "SQ", "SN", contig.name, "UR", &text)
      let address = unsafe text.s.map { unsafe String(cString: $0) } ?? ""
      unsafe free(text.s)
      guard found == 0 else { continue }
      let path = address.hasPrefix("file:") ? String(address.dropFirst(5)) : address
      if path.contains("://") || FileSystem.status(of: path + ".fai") == nil {
        _ = unsafe sam_hdr_remove_tag_id(handle, "SQ", "SN", contig.name, "UR")
      }
    }
  }
}
