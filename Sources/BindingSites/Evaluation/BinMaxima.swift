/// Gives each bin of a sequence the best of the windows whose middle lies in it.
///
/// Windows come in the order of their middles; a bin is handed over once no later window can lie in it.
struct BinMaxima {
  private let tiling: BinTiling
  /// The number of the first bin under way.
  private var first: Int64 = 0
  /// The best so far of each bin under way; nil without a score.
  private var best: [Float?] = []

  init(_ tiling: BinTiling) { self.tiling = tiling }

  /// Takes the next window; `logit` is nil where it has no score.
  mutating func add(
    middle: Int64, logit: Float?, deliver: (_ bin: Int64, _ best: Float?) -> Void
  ) {
    while !best.isEmpty, first * tiling.step + tiling.size <= middle {
      deliver(first, best.removeFirst())
      first += 1
    }
    if best.isEmpty {
      // The first whose end lies beyond the middle.
      let beyond = max(0, middle - tiling.size + tiling.step) / tiling.step
      first = max(first, beyond)
    }
    while (first + Int64(best.count)) * tiling.step <= middle { best.append(nil) }
    guard let logit else { return }
    for index in best.indices { best[index] = best[index].map { max($0, logit) } ?? logit }
  }

  /// Ends the sequence: hands over the bins under way that it holds wholly.
  mutating func end(length: Int64, deliver: (_ bin: Int64, _ best: Float?) -> Void) {
    for value in best {
      if first * tiling.step + tiling.size <= length { deliver(first, value) }
      first += 1
    }
    best = []
    first = 0
  }
}
