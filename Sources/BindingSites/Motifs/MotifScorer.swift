/// Scores windows with a motif: log-likelihood ratios on the motif's grid.
struct MotifScorer: WindowScorer {
  let window: Int
  let strandCombination = StrandCombination.better
  private let step: Double
  /// Steps by position and `InputBase`, 8 entries a position.
  private let table: [Int32]

  /// An unknown base counts as the background's mean under `uniform`, which is never above 0, and not
  /// at all under `zero`.
  init(_ grid: MotifGrid, background: [Double]) {
    window = grid.width
    step = grid.step
    table = grid.scores.flatMap { row in
      let mean = zip(row, background).reduce(0.0) { $0 + Double($1.0) * $1.1 }
      return row + [Int32(mean.rounded(.down)), 0, 0, 0]
    }
  }

  func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
    offsets.map { offset in
      var sum: Int32 = 0
      for position in 0..<window {
        sum &+= table[position &* 8 &+ Int(bases[offset &+ position] & 7)]
      }
      return Float(Double(sum) * step)
    }
  }
}
