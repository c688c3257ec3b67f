internal import SequenceIO

/// Chunks to be scored as one unit of work, of one or more sequences.
package struct BinBlock: Sendable {
  /// Base codes of all chunks with their context, one after the other.
  package fileprivate(set) var codes: [UInt8] = []
  package fileprivate(set) var chunks: [Chunk] = []

  /// A chunk of a sequence; without bases where only a sequence's end is told.
  package struct Chunk: Sendable {
    /// The sequence's ordinal in the order of reading.
    package let sequenceIndex: Int
    /// 0-based position in the sequence of the chunk's first base.
    package let start: Int64
    /// Bases of the chunk, without context.
    package let length: Int
    /// Bases of context before it.
    package let before: Int
    /// Where its context begins in `codes`.
    package let codeOffset: Int
    /// Its bases with context.
    package let codeCount: Int
    /// Bases of the chunk that are not A, C, G or T.
    package let ambiguousBases: Int
    /// Where the sequence ends, if that is within the chunk or its context.
    package let sequenceEnd: Int64?
    /// Whether the sequence ends with this chunk.
    package fileprivate(set) var endsSequence: Bool

    /// The bases around a bin that a site there covers: as many on either side, at most `flank`, so that
    /// the bin is always in the middle. 0-based half-open.
    func interval(ofBin index: Int, bin: Int, flank: Int) -> Range<Int64> {
      let lower = start + Int64(index * bin)
      let upper = lower + Int64(bin)
      let end = sequenceEnd ?? .max
      guard upper <= end else { return lower..<end }
      let reach = min(Int64(flank), lower, end - upper)
      return lower - reach..<upper + reach
    }
  }
}

/// Cuts streamed sequences into the chunks of a grid, with their context.
///
/// Memory is bounded by one block and one piece of input.
package struct BinBlockAssembler {
  private let grid: BinGrid
  private let basesPerBlock: Int

  private var block = BinBlock()
  private var sequenceIndex = -1
  /// Bases of the current sequence not yet left behind, from `pendingStart` on.
  private var pending: [UInt8] = []
  private var pendingStart: Int64 = 0
  private var nextChunk: Int64 = 0
  private var isWanted: (Range<Int64>) -> Bool = { _ in true }

  /// - Parameter chunksPerBlock: chunks of full length that fill a block.
  package init(_ grid: BinGrid, chunksPerBlock: Int = 24) {
    self.grid = grid
    basesPerBlock = chunksPerBlock * (grid.chunk + 2 * grid.context)
  }

  /// Begins a sequence; `start` is the 0-based position of its first base that will come.
  ///
  /// - Parameter isWanted: whether a chunk, 0-based half-open and perhaps ending beyond the sequence, is
  ///   to be scored.
  package mutating func beginSequence(
    index: Int, start: Int64 = 0, isWanted: @escaping (Range<Int64>) -> Bool = { _ in true }
  ) {
    sequenceIndex = index
    pending.removeAll(keepingCapacity: true)
    pendingStart = start
    self.isWanted = isWanted
    let chunk = Int64(grid.chunk)
    // The first chunk whose context is there.
    nextChunk = start == 0 ? 0 : (start + Int64(grid.context) + chunk - 1) / chunk * chunk
  }

  /// Takes the next bases; hands over every block that became full.
  package mutating func append(_ codes: [UInt8]) -> [BinBlock] {
    var full: [BinBlock] = []
    pending.append(contentsOf: codes)
    let end = pendingStart + Int64(pending.count)
    while nextChunk + Int64(grid.chunk + grid.context) <= end {
      addChunk(end: nextChunk + Int64(grid.chunk), sequenceEnd: nil)
      if isFull { full.append(takeBlock()) }
    }
    dropPassedBases()
    return full
  }

  /// Ends the sequence, or the part of it that is read.
  ///
  /// - Parameter isWholeEnd: whether the sequence itself ends here. Otherwise chunks that lack bases or
  ///   context are not scored.
  package mutating func endSequence(isWholeEnd: Bool) -> [BinBlock] {
    var full: [BinBlock] = []
    let end = pendingStart + Int64(pending.count)
    while isWholeEnd, nextChunk < end {
      addChunk(end: min(nextChunk + Int64(grid.chunk), end), sequenceEnd: end)
      if isFull, nextChunk < end { full.append(takeBlock()) }
    }
    if let last = block.chunks.indices.last, block.chunks[last].sequenceIndex == sequenceIndex {
      block.chunks[last].endsSequence = true
    } else {
      block.chunks.append(
        .init(
          sequenceIndex: sequenceIndex, start: end, length: 0, before: 0,
          codeOffset: block.codes.count, codeCount: 0, ambiguousBases: 0, sequenceEnd: end,
          endsSequence: true))
    }
    pending.removeAll(keepingCapacity: true)
    if isFull { full.append(takeBlock()) }
    return full
  }

  /// The last, partly filled block.
  package mutating func finish() -> BinBlock? { block.chunks.isEmpty ? nil : takeBlock() }

  /// Many sequences without bases fill a block too.
  private var isFull: Bool { block.codes.count >= basesPerBlock || block.chunks.count >= 4096 }

  private mutating func addChunk(end: Int64, sequenceEnd: Int64?) {
    let start = nextChunk
    nextChunk += Int64(grid.chunk)
    guard isWanted(start..<start + Int64(grid.chunk)) else { return }
    let before = Int(min(start, Int64(grid.context)))
    let from = Int(start - pendingStart) - before
    let to = min(Int(end - pendingStart) + grid.context, pending.count)
    let own = pending[Int(start - pendingStart)..<Int(end - pendingStart)]
    block.chunks.append(
      .init(
        sequenceIndex: sequenceIndex, start: start, length: own.count, before: before,
        codeOffset: block.codes.count, codeCount: to - from,
        ambiguousBases: BaseCode.ambiguousCount(own), sequenceEnd: sequenceEnd,
        endsSequence: false))
    block.codes.append(contentsOf: pending[from..<to])
  }

  private mutating func dropPassedBases() {
    let needed = nextChunk - Int64(grid.context)
    let passed = Int(min(max(0, needed - pendingStart), Int64(pending.count)))
    guard passed > 0 else { return }
    pending.removeFirst(passed)
    pendingStart += Int64(passed)
  }

  private mutating func takeBlock() -> BinBlock {
    defer { block = BinBlock() }
    return block
  }
}
