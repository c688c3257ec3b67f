internal import SequenceIO

/// Scores the windows of a block under the settings of a scan.
package struct BlockScorer: Sendable {
  private let scorer: any WindowScorer
  private let settings: ScanSettings
  private let measuresGC: Bool
  private let reading: InputReading

  /// - Parameter measuresGC: whether the windows' G+C shares are wanted too.
  package init(_ scorer: any WindowScorer, settings: ScanSettings, measuresGC: Bool = false) {
    self.scorer = scorer
    self.settings = settings
    self.measuresGC = measuresGC
    reading = InputReading(settings)
  }

  package func callAsFunction(_ block: WindowBlock) -> ScoredBlock {
    let bases = reading(block.codes)
    let ambiguousCounts = countAmbiguous(bases, block.windowOffsets)
    let limit = settings.maximumAmbiguousFraction * Double(scorer.window)
    var isScored = ambiguousCounts.map { Double($0) <= limit }
    if settings.ambiguity == .skip {
      for segment in block.segments {
        // The N around a short sequence are not bases of it.
        let padding = segment.paddedLength.map { scorer.window - Int($0) } ?? 0
        for index in segment.windows {
          isScored[index] = isScored[index] && ambiguousCounts[index] == padding
        }
      }
    }
    let offsets = zip(block.windowOffsets, isScored).compactMap { $1 ? $0 : nil }
    let (logits, areReverse) = score(bases, offsets)
    var result: [Float?] = []
    result.reserveCapacity(isScored.count)
    var strands: [Bool] = []
    var next = 0
    for isScored in isScored {
      result.append(isScored ? logits[next] : nil)
      if !areReverse.isEmpty { strands.append(isScored && areReverse[next]) }
      next += isScored ? 1 : 0
    }
    return ScoredBlock(
      segments: block.segments, windowOffsets: block.windowOffsets, logits: result,
      gcShares: measuresGC ? gcShares(bases, block.windowOffsets) : [],
      areReverse: strands,
      firstAmbiguous: settings.ambiguity == .error ? firstAmbiguous(block, bases) : nil)
  }

  /// - Returns: the logits, and where the better strand counts whether it is the reverse one.
  private func score(
    _ bases: [UInt8], _ offsets: [Int]
  ) -> (logits: [Float], areReverse: [Bool]) {
    switch settings.strand {
    case .forward:
      return (scorer.logits(bases: bases, offsets: offsets), [])
    case .reverse:
      return (scoreReverse(bases, offsets), [])
    case .both:
      let forward = scorer.logits(bases: bases, offsets: offsets)
      let reverse = scoreReverse(bases, offsets)
      switch scorer.strandCombination {
      case .better:
        return (zip(forward, reverse).map { max($0, $1) }, zip(forward, reverse).map { $0 < $1 })
      // Halves are added, not the sum halved: the same bits whichever strand is called forward.
      case .mean: return (zip(forward, reverse).map { 0.5 * $0 + 0.5 * $1 }, [])
      }
    }
  }

  private func scoreReverse(_ bases: [UInt8], _ offsets: [Int]) -> [Float] {
    var reversed = bases
    let last = bases.count - 1
    for index in bases.indices { reversed[last - index] = InputBase.complement(bases[index]) }
    // Mirrored offsets run backwards; scorers want them ascending as neighbours share work.
    let mirrored = offsets.reversed().map { bases.count - $0 - scorer.window }
    return scorer.logits(bases: reversed, offsets: mirrored).reversed()
  }

  private func gcShares(_ bases: [UInt8], _ offsets: [Int]) -> [GCShare] {
    let counts = GCCounts(bases[...])
    return offsets.map { counts.share(of: $0..<$0 + scorer.window) }
  }

  private func countAmbiguous(_ bases: [UInt8], _ offsets: [Int]) -> [Int] {
    guard bases.contains(where: { $0 > 3 }) else {
      return Array(repeating: 0, count: offsets.count)
    }
    var sums = [0]
    sums.reserveCapacity(bases.count + 1)
    var sum = 0
    for base in bases {
      sum += base > 3 ? 1 : 0
      sums.append(sum)
    }
    return offsets.map { sums[$0 + scorer.window] - sums[$0] }
  }

  private func firstAmbiguous(
    _ block: WindowBlock, _ bases: [UInt8]
  ) -> (sequenceIndex: Int, position: Int64)? {
    guard bases.contains(where: { $0 > 3 }) else { return nil }
    for (index, segment) in block.segments.enumerated() {
      let next = index + 1
      let end = next < block.segments.count ? block.segments[next].codeOffset : bases.count
      for offset in segment.codeOffset..<end where bases[offset] > 3 {
        let position = segment.position(ofOffset: offset)
        let isPadding = segment.paddedLength.map { !(0..<$0).contains(position) } ?? false
        if !isPadding { return (segment.sequenceIndex, position) }
      }
    }
    return nil
  }
}

/// The windows of a block with their logits.
package struct ScoredBlock: Sendable {
  package let segments: [WindowBlock.Segment]
  package let windowOffsets: [Int]
  /// One for each window; nil where it was not scored because of ambiguous bases.
  package let logits: [Float?]
  /// Of each window; empty where they were not asked for.
  let gcShares: [GCShare]
  /// Whether each window's better strand is the reverse one; empty where strands are not compared.
  let areReverse: [Bool]
  /// The first ambiguous base, looked for only where it is an error.
  package let firstAmbiguous: (sequenceIndex: Int, position: Int64)?

  /// The same, sequence by sequence.
  func stretches(window: Int) -> ScoredStretches {
    ScoredStretches(
      stretches: segments.map { segment in
        .init(
          sequenceIndex: segment.sequenceIndex,
          intervals: windowOffsets[segment.windows].map {
            segment.interval(ofOffset: $0, window: window)
          },
          logits: Array(logits[segment.windows]),
          gcShares: gcShares.isEmpty ? [] : Array(gcShares[segment.windows]),
          areReverse: areReverse.isEmpty ? [] : Array(areReverse[segment.windows]),
          ambiguousBases: segment.ambiguousBases,
          endsSequence: segment.endsSequence)
      }, firstAmbiguous: firstAmbiguous)
  }
}

/// What was scored of a block, in the order of its sequences.
package struct ScoredStretches: Sendable {
  package var stretches: [Stretch] = []
  /// The first ambiguous base, looked for only where it is an error.
  package var firstAmbiguous: (sequenceIndex: Int, position: Int64)?

  /// Windows or bins of one sequence.
  package struct Stretch: Sendable {
    package let sequenceIndex: Int
    /// Bases covered by each: 0-based half-open.
    package let intervals: [Range<Int64>]
    /// One for each; nil where it was not scored because of ambiguous bases.
    package var logits: [Float?]
    /// One for each; empty where they were not asked for.
    let gcShares: [GCShare]
    /// Whether the better strand of each is the reverse one; empty where strands are not compared.
    var areReverse: [Bool] = []
    /// Bases that are not A, C, G or T; a base of a sequence counts with one of its stretches.
    package let ambiguousBases: Int
    package let endsSequence: Bool
  }
}
