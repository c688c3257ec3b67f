/// How far a signal reaches to both sides of its median.
struct SignalExtent: Equatable {
  /// The median in millivolts; 0 without samples.
  let middle: Float
  /// Millivolts, at least 0.
  let above: Float
  let below: Float

  /// - Parameter millivolts: NaN where missing.
  init(_ millivolts: [Float]) {
    let sorted = millivolts.filter(\.isFinite).sorted()
    middle = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    above = (sorted.last ?? 0) - middle
    below = middle - (sorted.first ?? 0)
  }
}
