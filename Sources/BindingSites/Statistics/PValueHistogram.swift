internal import Glibc

/// Counts of p-values on a fixed logarithmic grid, the grid that false discovery rates are computed on.
///
/// Histograms of contigs or shards add up to the histogram of the whole, so q-values do not depend
/// on how a run was split.
package struct PValueHistogram: Codable, Sendable, Equatable {
  private static let binsPerDecade = 64
  private static let decades = 12
  static let binCount = binsPerDecade * decades + 1

  /// `counts[i]` p-values lie in `(edge(i + 1), edge(i)]`, `edge(i) = 10^(-i / 64)`; the last bin
  /// holds everything smaller.
  package private(set) var counts: [Int]

  package init() {
    counts = Array(repeating: 0, count: Self.binCount)
  }

  /// Nil unless there is one count, not negative, for each bin, and their sum is a number.
  package init?(counts: [Int]) {
    guard counts.count == Self.binCount,
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

  static func bin(of pValue: Double) -> Int {
    guard pValue > 0 else { return binsPerDecade * decades }
    let bin = Int(-log10(min(pValue, 1)) * Double(binsPerDecade))
    return min(bin, binsPerDecade * decades)
  }

  /// The largest p-value of a bin.
  static func upperEdge(of bin: Int) -> Double {
    pow(10, -Double(bin) / Double(binsPerDecade))
  }
}

/// q-values by p-value, for one family of tests.
package struct FalseDiscoveryRates: Sendable {
  /// By bin of `PValueHistogram`.
  let qValues: [Double]

  package func qValue(of pValue: Double) -> Double { qValues[PValueHistogram.bin(of: pValue)] }
}
