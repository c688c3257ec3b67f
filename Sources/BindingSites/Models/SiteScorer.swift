/// Gives a logit for each bin of stretches of bases.
package protocol BinScorer: Sendable {
  /// Bases in a bin.
  var bin: Int { get }
  /// Networks that read every stretch.
  var networkCount: Int { get }

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

  /// Networks that read everything that is scored: their mean is the score.
  package var networkCount: Int {
    switch self {
    case .windows(let scorer): scorer.networkCount
    case .bins(let scorer, _, _): scorer.networkCount
    }
  }
}
