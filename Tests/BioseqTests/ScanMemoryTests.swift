import CommandSupport
import Testing

@testable import bioseq

@Suite struct ScanMemoryTests {
  private static let megabyte: Int64 = 1 << 20

  private func share(
    _ megabytes: Int64, used: Int64 = 20, perThread: Int64, threads: Int = 4
  ) throws(MemoryError) -> ScanMemory {
    try ScanMemory(
      MemorySize(bytes: megabytes * Self.megabyte), used: used * Self.megabyte,
      perThread: perThread * Self.megabyte, threads: threads, records: 1_000_000)
  }

  @Test func asManyThreadsAsThereIsRoomForAreUsed() throws {
    #expect(try share(1000, perThread: 30).threads == 4)
    #expect(try share(100, perThread: 30).threads == 2)
    #expect(try share(70, perThread: 30).threads == 1)
  }

  @Test func halfOfTheRestHoldsRecords() throws {
    #expect(try share(1000, perThread: 30).records == 1_000_000)
    // 100 less 6.25 to spare, 32 and two threads: 1.75 MB.
    let little = try share(100, perThread: 30)
    #expect(little.records == Int(1.75 * Double(Self.megabyte) / 2 / 40))
  }

  @Test(arguments: [1, 10, 33, 500, 8000] as [Int64], [5, 60, 700] as [Int64])
  func whatARefusalAsksForIsEnough(perThread: Int64, used: Int64) throws {
    let error = #expect(throws: MemoryError.self) {
      try share(1, used: used, perThread: perThread, threads: 1)
    }
    guard case .tooLittle(_, let needed)? = error else {
      Issue.record("another error")
      return
    }
    #expect(try share(needed.bytes / Self.megabyte, used: used, perThread: perThread).threads >= 1)
    #expect(needed.bytes < (used + perThread + 20) * Self.megabyte * 12 / 10)
  }
}
