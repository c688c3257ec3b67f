internal import GenomicRegions
internal import RecurrentCore

/// Streams sequences through a scorer: reading, scoring on several threads, results in input order.
///
/// What is delivered does not depend on the number of threads. Memory is bounded by the threads and
/// the block size, not by the input.
package struct SequenceScan: Sendable {
  private enum Way {
    case windows(BlockScorer, window: Int, stride: Int)
    case bins(BinBlockScorer, BinGrid)
  }

  private let way: Way
  private let threads: Int

  /// Windows or bins of one sequence, in order, with the sequence they belong to.
  package struct Windows {
    package let sequence: ScanSequence
    /// Bases covered by each window, or by a site at each bin: 0-based half-open.
    package let intervals: [Range<Int64>]
    /// One for each window; nil where it was not scored because of ambiguous bases.
    package let logits: [Float?]
    /// One for each window; empty where the scan does not measure them.
    let gcShares: [GCShare]
    /// One for each window; empty where strands are not compared.
    let areReverse: [Bool]
    /// Bases that are not A, C, G or T, since the last windows of the sequence: a base counts once. Windows
    /// up to a place and those from there on may come from different scans.
    package let ambiguousBases: Int
    /// Whether no more windows of the sequence come.
    package let endsSequence: Bool

    /// The G+C share of a window, or around a bin; unknown where the scan does not measure it.
    package func gc(at index: Int) -> GCShare { gcShares.isEmpty ? .unknown : gcShares[index] }

    /// Whether a window's score is that of the reverse strand, which exceeded the forward one's.
    package func isReverse(at index: Int) -> Bool { !areReverse.isEmpty && areReverse[index] }
  }

  /// Whether the chunk of a model's grid at a place, 0-based half-open, is to be scored.
  package typealias ChunkChoice = (ScanSequence, Range<Int64>) -> Bool

  /// A scan that gives all that the model's statistics need.
  package init(_ model: any SiteModel, settings: ScanSettings, threads: Int) {
    self.init(
      model.scorer, settings: settings, threads: threads, measuresGC: model.isStratified)
  }

  /// - Parameter measuresGC: whether G+C shares are delivered besides the logits.
  package init(
    _ scorer: SiteScorer, settings: ScanSettings, threads: Int, measuresGC: Bool = false
  ) {
    switch scorer {
    case .windows(let scorer):
      way = .windows(
        BlockScorer(scorer, settings: settings, measuresGC: measuresGC), window: scorer.window,
        stride: settings.stride)
    case .bins(let scorer, let grid, let window):
      way = .bins(
        BinBlockScorer(
          scorer, grid, window: window, settings: settings, measuresGC: measuresGC), grid)
    }
    self.threads = threads
  }

  package init(scorer: any WindowScorer, settings: ScanSettings, threads: Int) {
    self.init(.windows(scorer), settings: settings, threads: threads)
  }

  /// Scans everything an input gives.
  ///
  /// Throws what the input throws, after delivering what came before; `ambiguousBase` under the
  /// error policy; what `deliver` throws.
  /// - Parameter wants: which chunks are scored; of no meaning to models of windows.
  package func run(
    _ input: any ScanInput, wants: @escaping ChunkChoice = { _, _ in true },
    deliver: (Windows) throws -> Void
  ) async throws {
    switch way {
    case .windows(let scorer, let window, let stride):
      try await run(
        BlockFeed(input, WindowBlockAssembler(window: window, stride: stride), wants),
        work: { scorer($0).stretches(window: window) }, deliver)
    case .bins(let scorer, let grid):
      try await run(
        BlockFeed(input, BinBlockAssembler(grid), wants), work: { scorer($0) }, deliver)
    }
  }

  private func run<Assembler: BlockAssembler>(
    _ feed: BlockFeed<Assembler>, work: @escaping @Sendable (Assembler.Block) -> ScoredStretches,
    _ deliver: (Windows) throws -> Void
  ) async throws {
    try await mapInOrder(
      width: threads, next: { try feed.next() }, work: work,
      deliver: { block in
        if let (index, position) = block.firstAmbiguous {
          throw BindingSitesError.ambiguousBase(
            sequence: feed.sequence(at: index).name, position: position)
        }
        for stretch in block.stretches {
          try deliver(
            Windows(
              sequence: feed.sequence(at: stretch.sequenceIndex), intervals: stretch.intervals,
              logits: stretch.logits, gcShares: stretch.gcShares,
              areReverse: stretch.areReverse,
              ambiguousBases: stretch.ambiguousBases,
              endsSequence: stretch.endsSequence))
          if stretch.endsSequence { feed.forget(stretch.sequenceIndex) }
        }
      })
  }
}
