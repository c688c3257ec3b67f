/// How a model that gives a value for each bin walks a sequence.
///
/// Bins and chunks are laid from the sequence's first base. The bins of a chunk are computed from the
/// chunk and `context` bases on either side of it, as far as the sequence goes, the network starting from
/// nothing at both ends: a bin's value depends on the sequence alone, never on how it was split.
package struct BinGrid: Codable, Sendable, Equatable {
  /// Bases in a bin.
  package var bin: Int
  /// Bases in a chunk.
  package var chunk: Int
  /// Bases read before and after a chunk so that the recurrent layers have warmed up at its bins.
  package var context: Int

  package init(bin: Int, chunk: Int = 2048, context: Int = 256) {
    self.bin = bin
    self.chunk = chunk
    self.context = context
  }

  /// Bases on either side of a bin that a site of `window` bases around it covers.
  package func flank(window: Int) -> Int { (window - bin) / 2 }

  /// Bases on either side of a bin whose G+C share tells the stratum of its null: with the bin about a
  /// hundred, or the site's where that is longer, as far as the context holds them.
  func compositionFlank(window: Int) -> Int {
    min(context, max(flank(window: window), (Self.compositionLength - bin) / 2))
  }

  private static let compositionLength = 100

  /// `length` bases and what fills the last bin.
  package func filled(_ length: Int) -> Int { (length + bin - 1) / bin * bin }

  /// What makes no sense for sites of `window` bases, in words.
  func problem(window: Int) -> String? {
    if !(1...1024).contains(bin) { return "its bins of \(bin) bases" }
    if chunk < bin || !Int(ShardPlan.scanGrid).isMultiple(of: chunk) || !chunk.isMultiple(of: bin) {
      return "its chunks of \(chunk) bases: bins must divide them and they \(ShardPlan.scanGrid)"
    }
    if !(0...chunk).contains(context) || !context.isMultiple(of: bin) {
      return "its context of \(context) bases: a number of bins of at most a chunk"
    }
    if !(bin...chunk).contains(window) || !(window - bin).isMultiple(of: 2)
      || flank(window: window) > context
    {
      return "its window of \(window) bases around bins of \(bin) with \(context) of context"
    }
    return nil
  }
}
