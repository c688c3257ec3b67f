internal import SequenceIO

/// Scores the bins of a block's chunks under the settings of a scan.
package struct BinBlockScorer: Sendable {
  private let scorer: any BinScorer
  private let grid: BinGrid
  private let window: Int
  private let settings: ScanSettings
  private let measuresGC: Bool
  private let reading: InputReading

  /// - Parameter measuresGC: whether the G+C shares around bins are wanted too.
  package init(
    _ scorer: any BinScorer, _ grid: BinGrid, window: Int, settings: ScanSettings,
    measuresGC: Bool = false
  ) {
    precondition(scorer.bin == grid.bin, "bins of \(scorer.bin) on a grid of \(grid.bin)")
    self.scorer = scorer
    self.grid = grid
    self.window = window
    self.settings = settings
    self.measuresGC = measuresGC
    reading = InputReading(settings)
  }

  package func callAsFunction(_ block: BinBlock) -> ScoredStretches {
    let bases = reading(block.codes)
    let isKnown = !bases.contains { $0 > InputBase.known.upperBound }
    var result = ScoredStretches()
    var wanted: [Int] = []
    let flank = grid.flank(window: window)
    for (index, chunk) in block.chunks.enumerated() {
      let bins = (chunk.length + grid.bin - 1) / grid.bin
      let intervals = (0..<bins).map { chunk.interval(ofBin: $0, bin: grid.bin, flank: flank) }
      let isScored = isKnown ? nil : mayBeScored(intervals, chunk, bases)
      if bins > 0, isScored?.contains(true) ?? true { wanted.append(index) }
      result.stretches.append(
        .init(
          sequenceIndex: chunk.sequenceIndex, intervals: intervals,
          logits: (isScored ?? Array(repeating: true, count: bins)).map { $0 ? 0 : nil },
          gcShares: measuresGC ? gcShares(bins, chunk, bases) : [],
          ambiguousBases: chunk.ambiguousBases, endsSequence: chunk.endsSequence))
    }
    score(wanted, block, bases, into: &result)
    if settings.ambiguity == .error, !isKnown {
      result.firstAmbiguous = firstAmbiguous(block, bases)
    }
    return result
  }

  /// Fills in the logits that are not nil.
  private func score(
    _ wanted: [Int], _ block: BinBlock, _ bases: [UInt8], into result: inout ScoredStretches
  ) {
    let lengths = Set(wanted.map { grid.filled(block.chunks[$0].codeCount) })
    for length in lengths.sorted() {
      let chunks = wanted.filter { grid.filled(block.chunks[$0].codeCount) == length }
      let logits = score(chunks.map { block.chunks[$0] }, length, bases)
      let bins = length / grid.bin
      for (place, index) in chunks.enumerated() {
        let first = place * bins + block.chunks[index].before / grid.bin
        for bin in result.stretches[index].logits.indices
        where result.stretches[index].logits[bin] != nil {
          result.stretches[index].logits[bin] = logits[first + bin]
        }
      }
    }
  }

  /// Logits of chunks and their context, `(chunks, length / bin)`, `length` bases with what fills the
  /// last bin.
  private func score(_ chunks: [BinBlock.Chunk], _ length: Int, _ bases: [UInt8]) -> [Float] {
    var codes: [UInt8] = []
    codes.reserveCapacity(2 * chunks.count * length)
    for chunk in chunks {
      codes += bases[chunk.codeOffset..<chunk.codeOffset + chunk.codeCount]
      for _ in chunk.codeCount..<length { codes.append(InputBase.uniform) }
    }
    let forwardCount = codes.count
    // Chunks keep their order, each is turned round by itself.
    if settings.strand != .forward {
      for chunk in chunks.indices {
        let end = (chunk + 1) * length
        for step in 1...length { codes.append(InputBase.complement(codes[end - step])) }
      }
    }
    let first = settings.strand == .reverse ? forwardCount : 0
    let offsets = Array(stride(from: first, to: codes.count, by: length))
    let logits = scorer.logits(bases: codes, offsets: offsets, length: length)
    let bins = length / grid.bin
    func turned(_ index: Int) -> Int { index / bins * bins + bins - 1 - index % bins }
    switch settings.strand {
    case .forward: return logits
    case .reverse: return logits.indices.map { logits[turned($0)] }
    case .both:
      let half = logits.count / 2
      // Halves are added, not the sum halved: the same bits whichever strand is called forward.
      return (0..<half).map { 0.5 * logits[$0] + 0.5 * logits[half + turned($0)] }
    }
  }

  /// The shares around the bins of a chunk: as far as the sequence goes, which the context holds.
  private func gcShares(_ bins: Int, _ chunk: BinBlock.Chunk, _ bases: [UInt8]) -> [GCShare] {
    let counts = GCCounts(bases[chunk.codeOffset..<chunk.codeOffset + chunk.codeCount])
    let flank = grid.compositionFlank(window: window)
    return (0..<bins).map { index in
      let lower = chunk.before + index * grid.bin
      return counts.share(of: lower - flank..<lower + grid.bin + flank)
    }
  }

  /// Whether the bases under each interval are known well enough.
  private func mayBeScored(
    _ intervals: [Range<Int64>], _ chunk: BinBlock.Chunk, _ bases: [UInt8]
  ) -> [Bool] {
    var sums = [0]
    sums.reserveCapacity(chunk.codeCount + 1)
    for base in bases[chunk.codeOffset..<chunk.codeOffset + chunk.codeCount] {
      sums.append(sums[sums.count - 1] + (base > InputBase.known.upperBound ? 1 : 0))
    }
    let first = chunk.start - Int64(chunk.before)
    let share = settings.ambiguity == .skip ? 0 : settings.maximumAmbiguousFraction
    return intervals.map { interval in
      let count = sums[Int(interval.upperBound - first)] - sums[Int(interval.lowerBound - first)]
      return Double(count) <= share * Double(interval.count)
    }
  }

  private func firstAmbiguous(
    _ block: BinBlock, _ bases: [UInt8]
  ) -> (sequenceIndex: Int, position: Int64)? {
    for chunk in block.chunks {
      let first = chunk.codeOffset + chunk.before
      for offset in first..<first + chunk.length where bases[offset] > InputBase.known.upperBound {
        return (chunk.sequenceIndex, chunk.start + Int64(offset - first))
      }
    }
    return nil
  }
}
