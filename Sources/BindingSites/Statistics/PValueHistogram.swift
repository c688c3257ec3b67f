internal import Glibc

/// Counts of p-values on a fixed logarithmic grid: what false discovery rates are computed from.
///
/// Histograms of contigs or shards add up to the histogram of the whole, so q-values do not depend
/// on how a run was split.
package struct PValueHistogram: Codable, Sendable, Equatable {
  private static let binsPerDecade = 64
  private static let decades = 12

  /// `counts[i]` p-values lie in `(edge(i + 1), edge(i)]`, `edge(i) = 10^(-i / 64)`; the last bin
  /// holds everything smaller.
  package private(set) var counts: [Int]

  package init() {
    counts = Array(repeating: 0, count: Self.binsPerDecade * Self.decades + 1)
  }

  /// Nil unless there is one count, not negative, for each bin, and their sum is a number.
  package init?(counts: [Int]) {
    guard counts.count == Self.binsPerDecade * Self.decades + 1,
      counts.allSatisfy({ 0...1 << 48 ~= $0 })
    else { return nil }
    self.counts = counts
  }

  /// The number of tests.
  package var total: Int { counts.reduce(0, +) }

  package mutating func add(_ pValue: Double) { counts[Self.bin(of: pValue)] += 1 }

  package mutating func add(_ other: PValueHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The Benjamini-Hochberg q-value (1995) at each p-value of the grid.
  ///
  /// A bin's p-values are all taken at its upper edge, which can only enlarge them by 3.7 %.
  package var falseDiscoveryRates: FalseDiscoveryRates {
    let tests = Double(total)
    var rank = 0
    var raw =
      counts
      .enumerated().reversed()
      .map { index, count in
        rank += count
        return rank == 0 ? 1 : min(1, Self.upperEdge(of: index) * tests / Double(rank))
      }
    // `raw` runs from small to large p; each q is the least of its own and all larger p-values'.
    for index in raw.indices.dropLast().reversed() { raw[index] = min(raw[index], raw[index + 1]) }
    return FalseDiscoveryRates(qValues: raw.reversed())
  }

  static func bin(of pValue: Double) -> Int {
    guard pValue > 0 else { return binsPerDecade * decades }
    let bin = Int(-log10(min(pValue, 1)) * Double(binsPerDecade))
    return min(bin, binsPerDecade * decades)
  }

  private static func upperEdge(of bin: Int) -> Double {
    pow(10, -Double(bin) / Double(binsPerDecade))
  }
}

/// q-values by p-value, for one family of tests.
package struct FalseDiscoveryRates: Sendable {
  fileprivate let qValues: [Double]

  package func qValue(of pValue: Double) -> Double { qValues[PValueHistogram.bin(of: pValue)] }
}
