/// A buffered view of a decompressed file for the text formats, with line counting.
struct ByteStream: ~Copyable {
  /// Lines longer than this cannot be headers, only binary data.
  static let longestHeader = 1 << 20

  private var file: DecompressedFile
  private(set) var bytes = [UInt8](repeating: 0, count: 256 << 10)
  /// The next byte to look at.
  var position = 0
  private(set) var limit = 0
  /// The line `position` lies on, from 1. Whoever consumes a line feed counts it.
  var line = 1
  /// Why the stream broke off, known once `fill` has returned false.
  private(set) var failure: SequenceIOError?
  private var hasEnded = false

  init(_ file: consuming DecompressedFile) {
    self.file = file
  }

  var path: String { file.path }

  /// Makes sure a byte can be read at `position`; false at the end or where reading failed.
  mutating func fill() -> Bool {
    if position < limit { return true }
    if hasEnded { return false }
    position = 0
    limit = 0
    do throws(SequenceIOError) {
      limit = try file.read(into: &bytes)
    } catch {
      failure = error
    }
    hasEnded = limit == 0
    return limit > 0
  }

  /// Goes to a byte of the content; lines are counted from there. The file must be able to seek.
  mutating func seek(to offset: Int64) throws(SequenceIOError) {
    position = 0
    limit = 0
    line = 1
    hasEnded = false
    try file.seek(to: offset)
  }

  /// Bytes not yet consumed that are at hand.
  var available: Range<Int> { position..<limit }

  var bytesAtHand: ArraySlice<UInt8> { bytes[available] }

  /// Whether the next bytes hold control characters that no text has.
  var looksBinary: Bool {
    bytesAtHand.prefix(1024).contains { $0 < 0x20 && !(0x09...0x0D).contains($0) }
  }

  /// Consumes the rest of the line and returns it without its line end (`\n` or `\r\n`), or nil if it
  /// is longer than `longestHeader`.
  mutating func takeLine() -> [UInt8]? {
    var result: [UInt8] = []
    while fill() {
      let lineEnd = bytes[available].firstIndex(of: UInt8(ascii: "\n"))
      result += bytes[position..<(lineEnd ?? limit)]
      guard result.count <= Self.longestHeader else { return nil }
      if let lineEnd {
        position = lineEnd + 1
        line += 1
        break
      }
      position = limit
    }
    if result.last == UInt8(ascii: "\r") { result.removeLast() }
    return result
  }

  /// Encodes the bases at hand, over the ends of lines, to `codes[offset...]` and consumes them;
  /// returns how many they are: none if the next byte is no base.
  mutating func takeBases(
    into codes: inout [UInt8], at offset: Int, with encoding: BaseEncoding
  ) -> Int {
    let run = encoding.encode(bytes, available, into: &codes, at: offset)
    position += run.used
    line += run.lineFeeds
    return run.bases
  }

  /// Consumes a byte order mark, if the text begins with one.
  mutating func skipByteOrderMark() {
    if fill(), bytes[position..<min(limit, position + 3)].elementsEqual([0xEF, 0xBB, 0xBF]) {
      position += 3
    }
  }

  /// Consumes blank lines and a byte order mark, and returns the first byte of the first other line.
  mutating func firstByteOfText() -> UInt8? {
    skipByteOrderMark()
    while fill() {
      let byte = bytes[position]
      guard byte == UInt8(ascii: "\n") || Self.isBlank(byte) else { return byte }
      if byte == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
    return nil
  }

  /// Spaces, tabs and the carriage return of a DOS line end: skipped inside sequence.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\r") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
