/// The rules of FASTA over a byte stream.
final class FASTARecords: SequenceSource {
  private var stream: ByteStream
  private var assembler: PieceAssembler
  private let refusesDuplicates: Bool
  private var names: Set<String> = []
  private var isAtLineStart = true
  private var failure: SequenceIOError?

  init(_ stream: consuming ByteStream, options: SequenceReader.Options) {
    self.stream = stream
    assembler = PieceAssembler(kind: .contig, chunkSize: options.chunkSize)
    refusesDuplicates = options.duplicateNames == .refuse
  }

  func next() throws(SequenceIOError) -> SequenceChunk? {
    if let failure { throw failure }
    while stream.fill() {
      let byte = stream.bytes[stream.position]
      if byte == UInt8(ascii: "\n") {
        stream.line += 1
        stream.position += 1
        isAtLineStart = true
      } else if ByteStream.isBlank(byte) {
        stream.position += 1
      } else if isAtLineStart && byte == UInt8(ascii: ">") {
        if assembler.isOpen { return assembler.take(isContigEnd: true) }
        try beginRecord()
      } else if assembler.isFull {
        return assembler.take(isContigEnd: false)
      } else {
        isAtLineStart = false
        guard assembler.takeBases(of: &stream) else { return try fail(notABase(byte)) }
      }
    }
    if let failure = stream.failure { return try fail(failure) }
    return assembler.take(isContigEnd: true)
  }

  private func beginRecord() throws(SequenceIOError) {
    let line = stream.line
    stream.position += 1
    guard let header = stream.takeLine() else {
      throw .malformed(
        path: stream.path, line: line, problem: "the header line never ends", remedy: nil)
    }
    if let failure = stream.failure { throw failure }
    let name = try RecordName.parse(header, path: stream.path, line: line)
    if refusesDuplicates, !names.insert(name).inserted {
      throw .duplicateName(path: stream.path, line: line, name: name)
    }
    assembler.begin(name)
  }

  /// Delivers the bases before a failure first, the failure with the next call.
  private func fail(_ error: SequenceIOError) throws(SequenceIOError) -> SequenceChunk? {
    failure = error
    if assembler.isPending { return assembler.take(isContigEnd: false) }
    throw error
  }

  private func notABase(_ byte: UInt8) -> SequenceIOError {
    .malformed(
      path: stream.path, line: stream.line,
      problem: "\(Self.described(byte)) is no base of a nucleic acid",
      remedy: "give DNA or RNA in IUPAC letters")
  }

  static func described(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte)
      ? "\"\(Character(Unicode.Scalar(byte)))\"" : "the byte 0x\(String(byte, radix: 16))"
  }
}
