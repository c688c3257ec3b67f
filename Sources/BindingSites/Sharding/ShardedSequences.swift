internal import GenomicRegions
package import SequenceIO

/// The part of an input's contigs or reads that one shard scans.
///
/// Bases after the shard's last chunk are delivered as far as windows that start in it reach, and those
/// around its chunks that a model of bins reads as context. All shards together give exactly the
/// windows of the whole input.
package final class ShardedSequences: ScanInput {
  private let source: any SequenceSource
  private let plan: ShardPlan
  private let before: Int64
  private let after: Int64
  private let start: ScanPosition
  private let willRead: () throws -> Void

  private var basesBefore: Int64 = 0
  private var positions: Range<Int64> = 0..<0
  private var hasBegun = false
  private var hasEnded = false
  private var isPast = false

  /// - Parameters:
  ///   - before: bases needed before the shard's first chunk.
  ///   - after: bases needed after its last chunk.
  ///   - start: what lies before it is left out.
  ///   - willRead: called before each piece of the source, also of what is skipped.
  package init(
    _ source: any SequenceSource, plan: ShardPlan, before: Int = 0, after: Int,
    from start: ScanPosition = .start,
    willRead: @escaping () throws -> Void = {}
  ) {
    self.source = source
    self.plan = plan
    self.start = start
    self.before = Int64(before)
    self.after = Int64(after)
    self.willRead = willRead
  }

  /// With the bases around chunks that a model needs.
  package convenience init(
    _ source: any SequenceSource, plan: ShardPlan, contract: BindingContract,
    from start: ScanPosition = .start, willRead: @escaping () throws -> Void = {}
  ) {
    self.init(
      source, plan: plan, before: contract.bins?.context ?? 0,
      after: contract.bins?.context ?? contract.window - 1, from: start, willRead: willRead)
  }

  /// Whether a chunk of the sequence whose piece was given last is the shard's, by its first base.
  package func holds(_ position: Int64) -> Bool { positions.contains(position) }

  package func next() throws -> ScanPiece? {
    while !isPast {
      try willRead()
      guard let chunk = try source.next() else { return nil }
      if chunk.isContigStart {
        isPast = plan.isPast(basesBefore: basesBefore)
        positions = start.remaining(
          of: plan.positions(basesBefore: basesBefore), sequenceIndex: chunk.contigIndex)
        hasBegun = false
        hasEnded = isPast || positions.isEmpty
      }
      if chunk.isContigEnd { basesBefore += chunk.end.offset }
      if let piece = part(of: chunk) { return piece }
    }
    return nil
  }

  private func part(of chunk: SequenceChunk) -> ScanPiece? {
    let (start, end) = (chunk.start.offset, chunk.end.offset)
    let lower = max(0, positions.lowerBound - before)
    // A sequence without bases has a place in the results too.
    guard !hasEnded, end > lower || (positions.lowerBound == 0 && chunk.isContigStart) else {
      return nil
    }
    let (upper, overflow) = positions.upperBound.addingReportingOverflow(after)
    let limit = overflow ? .max : upper
    let range = max(start, lower)..<min(end, limit)
    let beginning =
      hasBegun
      ? nil
      : ScanSequence(
        name: chunk.contig, index: chunk.contigIndex, isRead: chunk.kind == .read)
    hasBegun = true
    hasEnded = chunk.isContigEnd || end >= limit
    return ScanPiece(
      beginning: beginning, start: GenomicPosition(zeroBased: range.lowerBound),
      codes: Array(chunk.codes[Int(range.lowerBound - start)..<Int(range.upperBound - start)]),
      countedEnd: positions.upperBound, isEnd: hasEnded,
      isWholeEnd: chunk.isContigEnd && end <= limit)
  }
}
