/// The rules of FASTQ (Cock et al. 2010) over a byte stream; sequence and qualities may be folded.
final class FASTQRecords: SequenceSource {
  private enum Part {
    case header, sequence, qualities
  }

  private var stream: ByteStream
  private var assembler: PieceAssembler
  private var part = Part.header
  private var isAtLineStart = true
  private var recordLine = 0
  private var qualitiesMissing: Int64 = 0
  private var failure: SequenceIOError?

  init(_ stream: consuming ByteStream, options: SequenceReader.Options) {
    self.stream = stream
    assembler = PieceAssembler(kind: .read, chunkSize: options.chunkSize)
  }

  func next() throws(SequenceIOError) -> SequenceChunk? {
    if let failure { throw failure }
    do throws(SequenceIOError) {
      while stream.fill() {
        switch part {
        case .header: try beginRecord()
        case .sequence:
          if try readSequence() { return assembler.take(isContigEnd: false) }
        case .qualities:
          if try readQualities() { return assembler.take(isContigEnd: true) }
        }
      }
      if let failure = stream.failure { throw failure }
      if part == .qualities && qualitiesMissing == 0 {
        part = .header
        return assembler.take(isContigEnd: true)
      }
      if assembler.isOpen { throw malformed("the record has fewer qualities than bases") }
      return nil
    } catch {
      failure = error
      if assembler.isPending { return assembler.take(isContigEnd: false) }
      throw error
    }
  }

  private func beginRecord() throws(SequenceIOError) {
    let byte = stream.bytes[stream.position]
    recordLine = stream.line
    if byte == UInt8(ascii: "\n") || ByteStream.isBlank(byte) {
      stream.line += byte == UInt8(ascii: "\n") ? 1 : 0
      stream.position += 1
      return
    }
    guard byte == UInt8(ascii: "@") else {
      throw malformed("a record must begin with \"@\"")
    }
    stream.position += 1
    guard let header = stream.takeLine() else { throw malformed("the header line never ends") }
    if let failure = stream.failure { throw failure }
    assembler.begin(try RecordName.parse(header, path: stream.path, line: recordLine))
    part = .sequence
    isAtLineStart = true
  }

  /// Returns true when the piece is full and more bases follow.
  private func readSequence() throws(SequenceIOError) -> Bool {
    let byte = stream.bytes[stream.position]
    if byte == UInt8(ascii: "\n") {
      stream.line += 1
      stream.position += 1
      isAtLineStart = true
    } else if ByteStream.isBlank(byte) {
      stream.position += 1
    } else if isAtLineStart && byte == UInt8(ascii: "+") {
      guard stream.takeLine() != nil else { throw malformed("the \"+\" line never ends") }
      part = .qualities
      qualitiesMissing = assembler.length
    } else if assembler.isFull {
      return true
    } else {
      isAtLineStart = false
      guard assembler.takeBases(of: &stream) else {
        throw malformed("\(FASTARecords.described(byte)) is no base of a nucleic acid")
      }
    }
    return false
  }

  /// Returns true when the record is complete.
  private func readQualities() throws(SequenceIOError) -> Bool {
    while stream.position < stream.available.upperBound {
      let byte = stream.bytes[stream.position]
      if byte == UInt8(ascii: "\n") {
        stream.line += 1
        stream.position += 1
        if qualitiesMissing == 0 {
          part = .header
          return true
        }
      } else if byte == UInt8(ascii: "\r") {
        stream.position += 1
      } else {
        guard qualitiesMissing > 0 else {
          throw malformed("the record has more qualities than bases")
        }
        let run = qualityRun()
        guard run > 0 else {
          throw malformed("\(FASTARecords.described(byte)) is no quality value")
        }
        qualitiesMissing -= Int64(run)
        stream.position += run
      }
    }
    return false
  }

  /// How many quality values of this record follow each other from the current byte.
  private func qualityRun() -> Int {
    let bytes = stream.bytes
    let first = stream.position
    let end = min(stream.available.upperBound, first + Int(clamping: qualitiesMissing))
    var position = first
    while position < end, (0x21..<0x7F).contains(bytes[position]) { position += 1 }
    return position - first
  }

  private func malformed(_ problem: String) -> SequenceIOError {
    .malformed(
      path: stream.path, line: stream.line, problem: problem,
      remedy: "check the record that begins on line \(recordLine)")
  }
}
