/// Gives a logit for each bin of stretches of bases.
package protocol BinScorer: Sendable {
  /// Bases in a bin.
  var bin: Int { get }
  /// Networks that read every stretch.
  var networkCount: Int { get }

  /// Bytes that a thread keeps to work on stretches of `length` bases, about.
  func workBytes(length: Int) -> Int

  /// - Parameters:
  ///   - bases: `InputBase` values.
  ///   - offsets: where stretches start in `bases`.
  ///   - length: bases of each stretch, a number of bins.
  /// - Returns: `(offsets, bins)`. A stretch's logits depend on its bases alone, bit for bit, never on
  ///   the other stretches of the call.
  func logits(bases: [UInt8], offsets: [Int], length: Int) -> [Float]
}

/// What a model gives logits for.
package enum SiteScorer: Sendable {
  /// Windows, each by itself.
  case windows(any WindowScorer)
  /// The bins of a grid, for sites of `window` bases around them.
  case bins(any BinScorer, BinGrid, window: Int)

  /// Bytes that each thread of a scan works with, about: the networks' states, and blocks under way.
  package var bytesPerThread: Int {
    switch self {
    case .windows(let scorer): scorer.workBytes + Self.blockBytes
    case .bins(let scorer, let grid, _):
      scorer.workBytes(length: grid.filled(grid.chunk + 2 * grid.context)) + Self.blockBytes
    }
  }

  /// Twice the codes, intervals and logits of some 50,000 bases, as read and as scored.
  private static let blockBytes = 3 << 20

  /// Whether a score of both strands is that of the better one.
  package var hasBetterStrand: Bool {
    if case .windows(let scorer) = self { scorer.strandCombination == .better } else { false }
  }

  /// Networks that read everything that is scored: their mean is the score.
  package var networkCount: Int {
    switch self {
    case .windows(let scorer): scorer.networkCount
    case .bins(let scorer, _, _): scorer.networkCount
    }
  }
}
