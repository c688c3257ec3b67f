import Testing

@testable import BindingSites

@Suite struct RecordLogTests {
  /// Bytes in memory that stand for a file; gives them back in pieces of odd sizes.
  final class Store: OverflowStore {
    private var stored: [UInt8] = []

    func append(_ bytes: [UInt8]) { stored += bytes }

    func bytes(at offset: Int, count: Int) -> [UInt8] {
      Array(stored[min(offset, stored.count)..<min(offset + min(count, 1001), stored.count)])
    }
  }

  private func drained(_ count: Int, width: Int, bound: Int?) throws -> [[UInt64]] {
    let log = RecordLog(
      width: width, bound: bound.map { MemoryBound(records: $0) { Store() } })
    for index in 0..<count {
      try log.append((0..<width).map { UInt64.max / UInt64(index + 1) ^ UInt64($0) })
    }
    var result: [[UInt64]] = []
    try log.drain { result.append(Array($0)) }
    try log.drain { _ in Issue.record("a record came twice") }
    return result
  }

  @Test(arguments: [1, 2, 3, 999, 1000, 1001])
  func recordsAreTheSameFromMemoryAndFromAFile(bound: Int) throws {
    for width in [3, 5] {
      let isEqual =
        try drained(1000, width: width, bound: bound)
        == drained(1000, width: width, bound: nil)
      #expect(isEqual)
    }
  }

  @Test func nothingGivesNothing() throws {
    #expect(try drained(0, width: 3, bound: 1).isEmpty)
  }

  @Test func whatTheFileThrowsIsPassedOn() {
    struct Full: Error {}
    let log = RecordLog(width: 1, bound: MemoryBound(records: 1) { throw Full() })
    #expect(throws: Full.self) {
      try log.append([1])
      try log.append([2])
    }
  }
}
