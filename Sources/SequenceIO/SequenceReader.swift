internal import GenomicRegions

/// Reads a whole FASTA or FASTQ file from start to end, plain, gzip or BGZF, in bounded memory.
///
/// The format is told from the content. Sequence may be folded, in lower case, with DOS line ends,
/// blank lines and blanks inside lines. Memory is one chunk and one buffer, however long contigs are;
/// with `duplicateNames: .refuse`, FASTA names are kept as well.
package final class SequenceReader: SequenceSource {
  /// What to do with a FASTA name that was seen before.
  package enum DuplicateNames: Sendable {
    /// Throw `duplicateName`: results of the two could not be told apart.
    case refuse
    case allow
  }

  package struct Options: Sendable {
    /// Bases in a piece.
    package var chunkSize = 1 << 20
    package var duplicateNames = DuplicateNames.refuse
    /// Threads that decode BGZF beside the caller's.
    package var decodingThreads = 0

    package init() {}
  }

  package enum Format: String, Sendable {
    case fasta = "FASTA"
    case fastq = "FASTQ"
  }

  /// What the content was found to be.
  package let format: Format
  /// The path the reader was made with; `-` is standard input.
  package let path: String
  private let records: any SequenceSource
  private var failure: SequenceIOError?
  private var isAtEnd = false

  /// Opens a path, `-` as standard input, and looks at its first line.
  ///
  /// Throws `cannotOpen`, `empty`, `unknownFormat`, or what reading the first bytes gave.
  package convenience init(
    path: String, options: Options = Options()
  ) throws(SequenceIOError) {
    let raw = try RawFile(opening: path)
    try raw.refuseOtherThanText(remedy: "give FASTA or FASTQ here")
    try self.init(DecompressedFile(raw), options: options)
  }

  convenience init(
    _ file: consuming DecompressedFile, options: Options
  ) throws(SequenceIOError) {
    file.decode(onThreads: options.decodingThreads)
    try self.init(ByteStream(file), options: options)
  }

  init(_ stream: consuming ByteStream, options: Options) throws(SequenceIOError) {
    path = stream.path
    switch stream.firstByteOfText() {
    case UInt8(ascii: ">"):
      format = .fasta
      records = FASTARecords(stream, options: options)
    case UInt8(ascii: "@"):
      format = .fastq
      records = FASTQRecords(stream, options: options)
    case nil:
      throw stream.failure ?? .empty(path: path)
    case _?:
      throw Self.unknownFormat(path: path, line: stream.line, start: stream.bytesAtHand)
    }
  }

  package func next() throws(SequenceIOError) -> SequenceChunk? {
    if let failure { throw failure }
    if isAtEnd { return nil }
    do throws(SequenceIOError) {
      let chunk = try records.next()
      isAtEnd = chunk == nil
      return chunk
    } catch {
      failure = error
      throw error
    }
  }

  private static func unknownFormat(
    path: String, line: Int, start: ArraySlice<UInt8>
  ) -> SequenceIOError {
    let firstLine = start.prefix { $0 != UInt8(ascii: "\n") }
    if firstLine.allSatisfy({ BaseCode.code(ofLetter: $0) != nil || ByteStream.isBlank($0) }) {
      return .malformed(
        path: path, line: line, problem: "sequence without a header line",
        remedy: "put a line like \">name\" before it")
    }
    return .unknownFormat(
      path: path, problem: "the input is neither FASTA nor FASTQ",
      remedy: "give sequence files that begin with \">\" or \"@\"")
  }
}
