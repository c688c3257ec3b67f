import Testing

/// A reader of TBI and CSI files written from the specifications alone.
struct IndexReader {
  typealias Chunk = (begin: UInt64, end: UInt64)

  struct Contig {
    var bins: [UInt32: (offset: UInt64, chunks: [Chunk])] = [:]
    var windows: [UInt64] = []
  }

  var isCSI = false
  var shift = 14
  var depth = 5
  var layout: [Int32] = []
  var names: [String] = []
  var contigs: [Contig] = []

  private var bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    let magic = Array(bytes.prefix(4))
    isCSI = magic == Array("CSI\u{1}".utf8)
    try #require(isCSI || magic == Array("TBI\u{1}".utf8))
    position = 4
    var count = 0
    if isCSI {
      shift = Int(read() as Int32)
      depth = Int(read() as Int32)
      _ = read() as Int32
    } else {
      count = Int(read() as Int32)
    }
    layout = (0..<6).map { _ in read() }
    let nameBytes = Int(read() as Int32)
    names = bytes[position..<position + nameBytes].split(separator: 0)
      .map { String(decoding: $0, as: UTF8.self) }
    position += nameBytes
    if isCSI { count = Int(read() as Int32) }
    for _ in 0..<count { contigs.append(readContig()) }
    _ = read() as UInt64
    try #require(position == bytes.count)
  }

  private mutating func readContig() -> Contig {
    var contig = Contig()
    for _ in 0..<(read() as Int32) {
      let number: UInt32 = read()
      let offset: UInt64 = isCSI ? read() : 0
      let chunkCount: Int32 = read()
      var chunks: [Chunk] = []
      for _ in 0..<chunkCount {
        let begin: UInt64 = read()
        chunks.append((begin, read()))
      }
      contig.bins[number] = (offset, chunks)
    }
    if !isCSI { for _ in 0..<(read() as Int32) { contig.windows.append(read()) } }
    return contig
  }

  private mutating func read<Value: FixedWidthInteger>() -> Value {
    var value: Value = 0
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      value |= Value(truncatingIfNeeded: bytes[position]) << Value(shift)
      position += 1
    }
    return value
  }

  /// The chunks that may hold records which overlap `start..<end`, as a reader would choose them.
  func chunks(_ name: String, _ start: Int64, _ end: Int64) -> [Chunk] {
    guard let contig = names.firstIndex(of: name).map({ contigs[$0] }) else { return [] }
    var result: [Chunk] = []
    var lowest: UInt64 = 0
    if !isCSI {
      let window = Int(start >> 14)
      guard window < contig.windows.count else { return [] }
      lowest = contig.windows[window]
    }
    for level in 0...depth {
      let first = ((1 << (3 * level)) - 1) / 7
      let levelShift = Int64(shift + 3 * (depth - level))
      for number in (start >> levelShift)...((end - 1) >> levelShift) {
        guard let bin = contig.bins[UInt32(first) + UInt32(number)] else { continue }
        if isCSI, number == start >> levelShift, level == depth { lowest = bin.offset }
        result += bin.chunks
      }
    }
    return result.filter { $0.end > lowest }
  }
}
