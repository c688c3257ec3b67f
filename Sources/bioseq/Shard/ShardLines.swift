internal import BindingSites
internal import UserFacing

/// Reads the lines of a shard file, or of a journal's unit, one after the other; all methods throw the error
/// given for lines that make no sense.
struct ShardLines {
  /// Where the next line begins.
  private(set) var position: Int
  private let malformed: any UserFacingError

  private static let tab = UInt8(ascii: "\t")
  private static let lineFeed = UInt8(ascii: "\n")

  init(at position: Int, malformed: any UserFacingError) {
    self.position = position
    self.malformed = malformed
  }

  /// Gives the lines from here on to a collector.
  ///
  /// - Parameters:
  ///   - longest: bases in a window.
  ///   - check: called before each sequence.
  mutating func replay(
    _ bytes: Span<UInt8>, longest: Int, to collector: any KeptWindows, check: () throws -> Void
  ) throws {
    var sequence: ScanSequence?
    var hasHistogram = false
    while position < bytes.count {
      if hasHistogram { throw malformed }
      switch bytes[position] {
      case UInt8(ascii: "S"), UInt8(ascii: "R"):
        guard sequence == nil else { throw malformed }
        try check()
        let next = try self.sequence(bytes)
        try collector.begin(next)
        sequence = next
      case UInt8(ascii: "E"):
        guard sequence != nil else { throw malformed }
        try collector.add(try totals(bytes))
        sequence = nil
      case UInt8(ascii: "H"):
        guard sequence == nil else { throw malformed }
        collector.add(try histogram(bytes))
        hasHistogram = true
      default:
        guard let sequence else { throw malformed }
        try collector.take(try window(bytes, longest: longest), keptOf: sequence)
      }
    }
    guard hasHistogram else { throw malformed }
  }

  private mutating func sequence(_ bytes: Span<UInt8>) throws -> ScanSequence {
    let isRead = bytes[position] == UInt8(ascii: "R")
    position += 2
    let index = try number(bytes, end: Self.tab)
    var name: [UInt8] = []
    while position < bytes.count, bytes[position] != Self.lineFeed {
      name.append(bytes[position])
      position += 1
    }
    position += 1
    return ScanSequence(
      name: String(decoding: name, as: UTF8.self), index: Int(index), isRead: isRead)
  }

  private mutating func window(_ bytes: Span<UInt8>, longest: Int) throws -> PeakCaller.Window {
    let start = try number(bytes, end: Self.tab)
    let length = try number(bytes, end: Self.tab)
    guard length <= longest, let bits = UInt32(exactly: try number(bytes, end: Self.tab)),
      let byte = UInt8(exactly: try number(bytes, end: Self.lineFeed)),
      let gc = GCShare(byte: byte)
    else { throw malformed }
    return PeakCaller.Window(
      start: start, end: start + length, logit: Float(bitPattern: bits), gc: gc)
  }

  private mutating func totals(_ bytes: Span<UInt8>) throws -> ShardTotals {
    position += 2
    var totals = ShardTotals()
    totals.read = try number(bytes, end: Self.tab)
    totals.start = try number(bytes, end: Self.tab)
    totals.end = try number(bytes, end: Self.tab)
    totals.scored = try number(bytes, end: Self.tab)
    totals.unscored = try number(bytes, end: Self.tab)
    totals.ambiguous = try number(bytes, end: Self.lineFeed)
    return totals
  }

  private mutating func histogram(_ bytes: Span<UInt8>) throws -> PValueHistogram {
    position += 2
    let bins = PValueHistogram().counts.count
    var counts: [Int] = []
    for bin in 1...bins {
      counts.append(Int(try number(bytes, end: bin == bins ? Self.lineFeed : Self.tab)))
    }
    guard let histogram = PValueHistogram(counts: counts) else {
      throw malformed
    }
    return histogram
  }

  /// A number of at most 15 digits, and the byte that ends it.
  mutating func number(_ bytes: Span<UInt8>, end: UInt8) throws -> Int64 {
    var value: Int64 = 0
    let start = position
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      value = value * 10 + Int64(digit)
      position += 1
      if position - start > 15 { throw malformed }
    }
    guard position > start, position < bytes.count, bytes[position] == end else {
      throw malformed
    }
    position += 1
    return value
  }
}
