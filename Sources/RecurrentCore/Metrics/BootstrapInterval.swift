/// A percentile bootstrap interval of a statistic: Efron & Tibshirani 1993, chapter 13.
package struct BootstrapInterval: Codable, Sendable, Equatable {
  package let lower: Double
  package let upper: Double

  /// - Parameters:
  ///   - count: examples, drawn as many with replacement for each resample.
  ///   - level: the interval's coverage.
  ///   - statistic: of examples that count as often as they were drawn; nil where it has no value.
  /// - Returns: nil when fewer than half the resamples have a value.
  package static func compute(
    count: Int, resamples: Int = 1000, level: Double = 0.95, seed: UInt64 = 1,
    _ statistic: (_ multiplicities: [Int]) -> Double?
  ) -> BootstrapInterval? {
    guard count > 0, resamples > 0 else { return nil }
    var values: [Double] = []
    for resample in 0..<resamples {
      var generator = RandomGenerator(seed: seed, stream: UInt64(resample))
      var multiplicities = Array(repeating: 0, count: count)
      for _ in 0..<count { multiplicities[Int(generator.uniform() * Double(count))] += 1 }
      if let value = statistic(multiplicities) { values.append(value) }
    }
    guard 2 * values.count >= resamples else { return nil }
    values.sort()
    return BootstrapInterval(
      lower: quantile((1 - level) / 2, of: values), upper: quantile((1 + level) / 2, of: values))
  }

  /// Linear between neighbours: Hyndman & Fan 1996, definition 7.
  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let index = min(Int(place), sorted.count - 1)
    let next = min(index + 1, sorted.count - 1)
    return sorted[index] + (place - Double(index)) * (sorted[next] - sorted[index])
  }
}
