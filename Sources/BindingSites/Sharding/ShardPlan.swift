package import RecurrentCore

/// Deals the chunks of a grid, anchored at each sequence's start, to shards: contiguous runs in the
/// order of the input, alike in bases to within one chunk, whatever the sequences' lengths.
///
/// A chunk goes with the bases before its start in the whole input, so that only their total must be
/// known beforehand. A window goes with the chunk that holds its start.
package struct ShardPlan: Sendable, Equatable {
  /// Bases in a chunk of a scan: small beside any shard worth running, large beside a window.
  package static let scanGrid: Int64 = 1 << 14

  private let grid: Int64
  /// Bases of the input before the shard's first chunk and before the next shard's, or more.
  private let first: Int64
  private let next: Int64

  /// - Parameters:
  ///   - totalBases: bases of all sequences of the input, at most 2^46.
  ///   - grid: bases in a chunk.
  package init(_ shard: ShardNumber, totalBases: Int64, grid: Int64 = scanGrid) {
    precondition(grid > 0 && 0...1 << 46 ~= totalBases, "\(grid), \(totalBases)")
    self.grid = grid
    func boundary(_ index: Int) -> Int64 {
      (Int64(index) * totalBases + Int64(shard.count) - 1) / Int64(shard.count)
    }
    first = boundary(shard.index - 1)
    // What has no bases at the very end belongs to the last shard.
    next = shard.index == shard.count ? .max : boundary(shard.index)
  }

  /// The positions whose windows are the shard's in a sequence with so many bases before it, whatever
  /// its length; 0-based half-open, may end beyond the sequence.
  package func positions(basesBefore: Int64) -> Range<Int64> {
    let lower = chunkStart(from: first, basesBefore)
    return lower..<max(lower, next == .max ? .max : chunkStart(from: next, basesBefore))
  }

  /// Whether nothing from there on is the shard's.
  package func isPast(basesBefore: Int64) -> Bool { basesBefore >= next }

  private func chunkStart(from boundary: Int64, _ basesBefore: Int64) -> Int64 {
    (max(0, boundary - basesBefore) + grid - 1) / grid * grid
  }
}
