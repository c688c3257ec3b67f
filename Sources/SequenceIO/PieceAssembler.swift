internal import GenomicRegions

/// Collects a record's bases and hands them out in pieces of one size.
struct PieceAssembler {
  private let kind: SequenceChunk.Kind
  private let encoding = BaseEncoding()
  private var codes: [UInt8]
  private var count = 0
  private var start = GenomicPosition.contigStart
  private var name: String?
  private var index = -1
  private var isStart = true

  init(kind: SequenceChunk.Kind, chunkSize: Int) {
    precondition(chunkSize > 0, "the chunk size is \(chunkSize)")
    self.kind = kind
    codes = [UInt8](repeating: 0, count: chunkSize)
  }

  /// Whether a record is open, that is, begun and not yet finished.
  var isOpen: Bool { name != nil }
  /// Whether the piece must be handed out before more bases fit.
  var isFull: Bool { count == codes.count }
  /// Whether bases wait to be handed out.
  var isPending: Bool { count > 0 }
  /// Bases of the open record so far.
  var length: Int64 { start.offset + Int64(count) }

  mutating func begin(_ name: String) {
    self.name = name
    index += 1
    start = .contigStart
    isStart = true
  }

  /// Takes the bases a stream has at hand, as many as fit; false if its next byte is no base. The
  /// piece must not be full.
  mutating func takeBases(of stream: inout ByteStream) -> Bool {
    let taken = stream.takeBases(into: &codes, at: count, with: encoding)
    count += taken
    return taken > 0
  }

  /// Hands out what is collected, as the record's last piece or as one that others follow.
  mutating func take(isContigEnd: Bool) -> SequenceChunk? {
    guard let name else { return nil }
    let chunk = SequenceChunk(
      kind: kind, contigIndex: index, contig: name, start: start, codes: Array(codes[..<count]),
      isContigStart: isStart, isContigEnd: isContigEnd)
    start = chunk.end
    count = 0
    isStart = false
    if isContigEnd { self.name = nil }
    return chunk
  }
}
