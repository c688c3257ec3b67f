/// The exact distribution of a motif's score over random words of independent bases.
///
/// By dynamic programming over positions, on the grid of the motif's scores. Over both strands it is
/// the distribution of the larger of a word's two scores: these depend on each other, so position `i` and
/// the one it pairs with on the other strand are taken together and both sums are followed.
struct MotifDistribution: Sendable, Equatable {
  /// The score of `tails[0]`, in steps.
  let least: Int
  /// `tails[k]`: the probability of a score of at least `least + k`.
  let tails: [Double]

  /// The most scores of each strand that are followed together; under the last of them the two strands
  /// are taken as independent, which is so for p-values near 1 alone.
  static let widestBand = 1500

  /// Of one strand.
  init(_ grid: MotifGrid, background: [Double]) {
    least = grid.least
    var chances = [1.0]
    for row in grid.scores {
      let lowest = row.min() ?? 0
      var next = [Double](repeating: 0, count: chances.count + Int((row.max() ?? 0) - lowest))
      for (base, score) in row.enumerated() {
        let shift = Int(score - lowest)
        for (index, chance) in chances.enumerated() where chance > 0 {
          next[index + shift] += chance * background[base]
        }
      }
      chances = next
    }
    tails = Self.sums(chances)
  }

  /// Of the better strand.
  init(betterStrandOf grid: MotifGrid, background: [Double]) {
    let forward = MotifDistribution(grid, background: background)
    let reverse = MotifDistribution(grid.reverseComplement, background: background)
    let both = Self.bothStrands(grid, background)
    least = forward.least
    let first = forward.tails.count - both.count
    var result: [Double] = []
    result.reserveCapacity(forward.tails.count)
    for index in forward.tails.indices {
      let (f, r) = (forward.tails[index], reverse.tails[index])
      result.append(index < first ? f + r - f * r : f + r - both[index - first])
    }
    // What was taken as independent must not fall below what was counted.
    for index in result.indices.dropLast().reversed() {
      result[index] = min(1, max(result[index], result[index + 1]))
    }
    tails = result
  }

  /// The probability of a score of at least so many steps.
  func tail(_ score: Int) -> Double {
    if score <= least { return 1 }
    let index = score - least
    return index < tails.count ? tails[index] : 0
  }

  /// The probabilities that both strands reach each score of the band below the best.
  private static func bothStrands(_ grid: MotifGrid, _ background: [Double]) -> [Double] {
    let size = min(widestBand, grid.largest - grid.least + 1)
    var steps = Self.steps(grid, background)
    // From the most to the least that is still to come, states that cannot reach the band are left out.
    var table = [Double](repeating: 0, count: size * size)
    table[size * size - 1] = 1
    while let step = steps.popLast() {
      var next = [Double](repeating: 0, count: size * size)
      for f in 0..<size {
        for r in 0..<size where table[f * size + r] > 0 {
          let chance = table[f * size + r]
          for move in step where move.f <= f && move.r <= r {
            next[(f - move.f) * size + r - move.r] += chance * move.chance
          }
        }
      }
      table = next
    }
    var byLesser = [Double](repeating: 0, count: size)
    for f in 0..<size {
      for r in 0..<size { byLesser[min(f, r)] += table[f * size + r] }
    }
    return sums(byLesser)
  }

  /// What a pair of positions takes off the best sums of the two strands, with its chance.
  private typealias Move = (f: Int, r: Int, chance: Double)

  private static func steps(_ grid: MotifGrid, _ background: [Double]) -> [[Move]] {
    let last = grid.width - 1
    let best = grid.scores.map { Int($0.max() ?? 0) }
    return (0...last / 2).map { i in
      let j = last - i
      var moves: [Move] = []
      for a in 0..<4 {
        if i == j {
          moves.append(
            (
              best[i] - Int(grid.scores[i][a]), best[i] - Int(grid.scores[i][3 - a]),
              background[a]
            ))
          continue
        }
        for b in 0..<4 {
          moves.append(
            (
              best[i] + best[j] - Int(grid.scores[i][a]) - Int(grid.scores[j][b]),
              best[i] + best[j] - Int(grid.scores[j][3 - a]) - Int(grid.scores[i][3 - b]),
              background[a] * background[b]
            ))
        }
      }
      return moves
    }
  }

  /// Sums from each element to the last.
  private static func sums(_ chances: [Double]) -> [Double] {
    var result = chances
    for index in result.indices.dropLast().reversed() { result[index] += result[index + 1] }
    return result.map { min(1, $0) }
  }
}
