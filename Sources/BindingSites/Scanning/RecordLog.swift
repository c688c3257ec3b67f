/// Where records go that do not fit into memory: appended once, then read back.
package protocol OverflowStore: AnyObject {
  func append(_ bytes: [UInt8]) throws
  /// Up to `count` bytes from `offset` on; empty at the end.
  func bytes(at offset: Int, count: Int) throws -> [UInt8]
}

/// How many records are held in memory, and where more go.
package struct MemoryBound: Sendable {
  package let records: Int
  package let makeOverflow: @Sendable () throws -> any OverflowStore

  /// - Parameter records: at least 1.
  package init(records: Int, makeOverflow: @escaping @Sendable () throws -> any OverflowStore) {
    precondition(records > 0, "room for \(records) records")
    self.records = records
    self.makeOverflow = makeOverflow
  }
}

/// Records of a few words each, in the order they come; what they are does not depend on where they lie.
final class RecordLog {
  private let width: Int
  private let bound: MemoryBound?
  private var words: [UInt64] = []
  private var overflow: (any OverflowStore)?

  /// Records that go to the overflow and come back at a time.
  private static let recordsAtOnce = 4096

  /// - Parameters:
  ///   - width: words in a record.
  ///   - bound: nil holds everything in memory.
  init(width: Int, bound: MemoryBound?) {
    self.width = width
    self.bound = bound
  }

  /// Throws what the overflow throws.
  func append(_ record: [UInt64]) throws {
    precondition(record.count == width, "\(record.count) words instead of \(width)")
    if let bound {
      // At once: growing copies, and what is not touched costs nothing.
      if words.isEmpty { words.reserveCapacity(bound.records * width) }
      if words.count >= bound.records * width { try spill(bound) }
    }
    words += record
  }

  /// Gives all records in their order and forgets them.
  ///
  /// Throws what the overflow and `body` throw.
  func drain(_ body: (ArraySlice<UInt64>) throws -> Void) throws {
    if let overflow {
      var offset = 0
      var pending: [UInt8] = []
      while true {
        let piece = try overflow.bytes(at: offset, count: Self.recordsAtOnce * width * 8)
        if piece.isEmpty { break }
        offset += piece.count
        pending += piece
        let whole = pending.count / (8 * width) * width
        try Self.each(Self.words(pending, count: whole), width, body)
        pending.removeFirst(whole * 8)
      }
    }
    overflow = nil
    let rest = words
    words = []
    try Self.each(rest, width, body)
  }

  private func spill(_ bound: MemoryBound) throws {
    let store = try overflow ?? bound.makeOverflow()
    overflow = store
    let step = Self.recordsAtOnce * width
    for start in stride(from: 0, to: words.count, by: step) {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(8 * step)
      for word in words[start..<min(start + step, words.count)] {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
      }
      try store.append(bytes)
    }
    words.removeAll(keepingCapacity: true)
  }

  private static func words(_ bytes: [UInt8], count: Int) -> [UInt64] {
    (0..<count).map { index in
      bytes[8 * index..<8 * index + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
  }

  private static func each(
    _ words: [UInt64], _ width: Int, _ body: (ArraySlice<UInt64>) throws -> Void
  ) rethrows {
    for start in stride(from: 0, to: words.count, by: width) {
      try body(words[start..<start + width])
    }
  }
}
