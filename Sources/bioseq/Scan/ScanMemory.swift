internal import CommandSupport

/// How a scan shares out the memory it may take: as many threads as there is room for, then what is kept of
/// windows until the end.
struct ScanMemory: Equatable {
  let threads: Int
  /// Records held in memory; more go to a temporary file.
  let records: Int

  /// Input read ahead, output buffers, what the allocator holds back.
  private static let buffers: Int64 = 12 << 20
  /// Of the larger records: peaks.
  private static let bytesPerRecord: Int64 = 40
  private static let leastRecords: Int64 = 1 << 14

  /// - Parameters:
  ///   - used: bytes the process took to begin with, models among them.
  ///   - perThread: bytes a thread works with.
  ///   - threads: as many as wanted.
  ///   - records: as many as wanted.
  init(
    _ limit: MemorySize, used: Int64, perThread: Int64, threads: Int, records: Int
  ) throws(MemoryError) {
    let least = Self.leastRecords * Self.bytesPerRecord
    let fixed = used + Self.buffers
    let room = limit.bytes - Self.spare(limit.bytes) - fixed
    let possible = (room - least) / max(perThread, 1)
    guard room >= least + perThread else {
      let sum = fixed + least + perThread
      // What is spared of it is a sixteenth of the whole.
      let needed = max(sum + sum / 15, sum + Self.spare(0)) + 1 << 20
      throw .tooLittle(limit: limit, needed: MemorySize(bytes: needed))
    }
    let count = min(Int64(threads), possible)
    let rest = room - count * perThread
    self.threads = Int(count)
    // The other half is for what a plan cannot know: names, places of sites.
    self.records = min(records, Int(max(Self.leastRecords, rest / 2 / Self.bytesPerRecord)))
  }

  private static func spare(_ limit: Int64) -> Int64 { max(limit / 16, 4 << 20) }
}
