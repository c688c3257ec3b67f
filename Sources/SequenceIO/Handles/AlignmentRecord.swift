internal import CHTSlib
internal import GenomicRegions

/// The record buffer that reading fills again and again. Owns one `bam1_t *`.
@safe
struct AlignmentRecord: ~Copyable {
  /// Codes by the four-bit sets of bases BAM packs, A 1, C 2, G 4, T 8; `=` (0) reads as N.
  private static let codeBySet: [UInt8] = {
    var table = [UInt8](repeating: BaseCode.n, count: 16)
    for code in BaseCode.a..<BaseCode.gap { table[Int(BaseCode.baseSet(of: code))] = code }
    return table
  }()

  let handle: UnsafeMutablePointer<bam1_t>
  private let codeBySet = Self.codeBySet

  /// Nil if memory is short.
  init?() {
    guard let handle = unsafe bam_init1() else { return nil }
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe bam_destroy1(handle)
  }

  var flags: ReadFlags { unsafe ReadFlags(rawValue: handle.pointee.core.flag) }
  var mappingQuality: UInt8 { unsafe handle.pointee.core.qual }
  /// The contig's index in the header, -1 for none.
  var contigIndex: Int { unsafe Int(handle.pointee.core.tid) }
  /// 0-based, -1 for none.
  var position: Int64 { unsafe handle.pointee.core.pos }
  /// The position after the last base on the reference; at least one base counts.
  var end: Int64 { unsafe bam_endpos(handle) }
  var baseCount: Int { unsafe Int(handle.pointee.core.l_qseq) }

  /// Read names are not checked; bytes that are not UTF-8 become replacement characters.
  var name: String { unsafe door_bam_name(handle).map { unsafe String(cString: $0) } ?? "" }

  /// The packed operations.
  var cigar: [UInt32] {
    // htslib has checked that the record's data holds `n_cigar` words here.
    unsafe Array(
      UnsafeBufferPointer(
        start: door_bam_cigar(handle), count: Int(handle.pointee.core.n_cigar)))
  }

  /// The bases as `BaseCode`.
  var codes: [UInt8] {
    let count = baseCount
    // htslib has checked that the record's data holds (count + 1) / 2 bytes here; each half byte indexes
    // a table of 16.
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { codes, initialized in
      guard let packed = unsafe door_bam_sequence(handle) else { return }
      for index in 0..<count {
        let pair = unsafe packed[index >> 1]
        unsafe codes[index] = codeBySet[Int(index & 1 == 0 ? pair >> 4 : pair & 0xF)]
      }
      initialized = count
    }
  }
}
