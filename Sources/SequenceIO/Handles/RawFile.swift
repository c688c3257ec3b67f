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
    // What a process was started with is never marked so: standard input was closed, and its number
    // has gone to a file of the runtime's own.
    let flags = path == "-" ? fcntl(STDIN_FILENO, F_GETFD) : 0
    if flags < 0 || flags & FD_CLOEXEC != 0 {
      throw .cannotOpen(path: path, reason: "it is closed")
    }
    guard let handle = unsafe door_hopen(HTSLibrary.localPath(path)) else {
      throw .cannotOpen(path: path, reason: HTSLibrary.systemReason())
    }
    unsafe self.handle = unsafe handle
  }

  deinit {
    if let handle = unsafe handle { unsafe hclose_abruptly(handle) }
  }

  /// What the first bytes look like.
  enum Content: Equatable {
    /// SAM, BAM or CRAM.
    case alignments
    /// A format of sequencing that holds no sequence to read, by its name.
    case foreign(String)
    /// Anything else, FASTA and FASTQ included.
    case other
  }

  /// Looks at the first bytes without consuming them.
  func content() -> Content {
    guard let handle = unsafe handle else { preconditionFailure("the file was handed on before") }
    var format = unsafe htsFormat()
    guard unsafe hts_detect_format(handle, &format) == 0 else { return .other }
    switch unsafe format.format {
    case sam, bam, CHTSlib.cram: return .alignments
    case vcf: return .foreign("VCF")
    case bcf: return .foreign("BCF")
    case bai, crai, csi, gzi, tbi: return .foreign("an index")
    case hts_crypt4gh_format: return .foreign("encrypted (crypt4gh)")
    default: return .other
    }
  }

  /// Throws `unknownFormat` for alignments and formats that hold no sequence to read.
  func refuseOtherThanText(remedy: String) throws(SequenceIOError) {
    switch content() {
    case .foreign(let name): throw refused(as: name, remedy: remedy)
    case .alignments: throw refused(as: "SAM, BAM or CRAM", remedy: remedy)
    case .other: return
    }
  }

  /// The error for a format that does not belong here.
  func refused(as name: String, remedy: String) -> SequenceIOError {
    .unknownFormat(path: path, problem: "the input is \(name)", remedy: remedy)
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
