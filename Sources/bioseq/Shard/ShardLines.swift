internal import BindingSites

/// Reads the lines of a shard file one after the other; all methods throw `malformed`.
struct ShardLines {
  /// Where the next line begins.
  private(set) var position: Int
  private let path: String

  private static let tab = UInt8(ascii: "\t")
  private static let lineFeed = UInt8(ascii: "\n")

  init(at position: Int, path: String) {
    self.position = position
    self.path = path
  }

  mutating func sequence(_ bytes: Span<UInt8>) throws -> ScanSequence {
    position += 2
    let index = try number(bytes, end: Self.tab)
    var name: [UInt8] = []
    while position < bytes.count, bytes[position] != Self.lineFeed {
      name.append(bytes[position])
      position += 1
    }
    position += 1
    return ScanSequence(name: String(decoding: name, as: UTF8.self), index: Int(index))
  }

  mutating func window(_ bytes: Span<UInt8>, longest: Int) throws -> PeakCaller.Window {
    let start = try number(bytes, end: Self.tab)
    let length = try number(bytes, end: Self.tab)
    guard length <= longest, let bits = UInt32(exactly: try number(bytes, end: Self.lineFeed))
    else { throw ShardError.malformed(path: path) }
    return PeakCaller.Window(
      start: start, end: start + length, logit: Float(bitPattern: bits))
  }

  mutating func totals(_ bytes: Span<UInt8>) throws -> ShardTotals {
    position += 2
    var totals = ShardTotals()
    totals.read = try number(bytes, end: Self.tab)
    totals.start = try number(bytes, end: Self.tab)
    totals.end = try number(bytes, end: Self.tab)
    totals.scored = try number(bytes, end: Self.tab)
    totals.unscored = try number(bytes, end: Self.lineFeed)
    return totals
  }

  mutating func histogram(_ bytes: Span<UInt8>) throws -> PValueHistogram {
    position += 2
    let bins = PValueHistogram().counts.count
    var counts: [Int] = []
    for bin in 1...bins {
      counts.append(Int(try number(bytes, end: bin == bins ? Self.lineFeed : Self.tab)))
    }
    guard let histogram = PValueHistogram(counts: counts) else {
      throw ShardError.malformed(path: path)
    }
    return histogram
  }

  /// A number of at most 15 digits, and the byte that ends it.
  private mutating func number(_ bytes: Span<UInt8>, end: UInt8) throws -> Int64 {
    var value: Int64 = 0
    let start = position
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      value = value * 10 + Int64(digit)
      position += 1
      if position - start > 15 { throw ShardError.malformed(path: path) }
    }
    guard position > start, position < bytes.count, bytes[position] == end else {
      throw ShardError.malformed(path: path)
    }
    position += 1
    return value
  }
}
