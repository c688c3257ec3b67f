internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// Changes the sampling frequency by a ratio of whole numbers: a low pass with a Kaiser window (beta
/// 5, ten zero crossings a side) evaluated phase by phase.
///
/// Same values as SciPy's `resample_poly` with its defaults: the result has
/// `ceil(count * up / down)` samples, the signal counts as 0 outside its ends.
package struct RationalResampler: Sendable {
  package let up: Int
  package let down: Int
  /// `phases[r][j]` weighs the input `j` samples before the newest, for outputs of phase `r`.
  private let phases: [[Double]]
  private let halfLength: Int

  /// The largest term of a reduced ratio.
  package static let termLimit = 10_000

  /// Throws `invalidFilter` unless the terms of the reduced ratio are within 1...10,000.
  package init(up: Int, down: Int) throws(ECGSignalError) {
    guard up > 0, down > 0 else {
      throw .invalidFilter(problem: "a resampling ratio of \(up) to \(down)")
    }
    let divisor = greatestCommonDivisor(up, down)
    self.up = up / divisor
    self.down = down / divisor
    guard max(self.up, self.down) <= Self.termLimit else {
      throw .invalidFilter(problem: "a resampling ratio of \(self.up) to \(self.down)")
    }
    let largest = max(self.up, self.down)
    halfLength = largest == 1 ? 0 : 10 * largest
    let taps = Self.lowPass(halfLength: halfLength, cutoff: 1 / Double(largest))
    let gain = Double(self.up)
    let step = self.up
    phases = (0..<step).map { phase in
      stride(from: phase, to: taps.count, by: step).map { taps[$0] * gain }
    }
  }

  /// From one frequency to another, both in hertz.
  ///
  /// The ratio is that of the frequencies in thousandths of a hertz or, where its terms are too large,
  /// the simplest that differs from it by at most one part in 100,000, or nearly: 333.333 Hz counts
  /// as 1000/3 Hz.
  package init(from source: Double, to target: Double) throws(ECGSignalError) {
    let limit = 1e9
    guard source > 0, target > 0, source < limit, target < limit else {
      throw .invalidFilter(problem: "resampling from \(source) Hz to \(target) Hz")
    }
    let (up, down) = Self.simplest(
      Int((target * 1000).rounded()), Int((source * 1000).rounded()), tolerance: 1e-5)
    try self.init(up: up, down: down)
  }

  /// The ratio itself if its terms are within the limit, else the first within the relative tolerance,
  /// else the closest if it is
  /// within ten times that.
  private static func simplest(
    _ up: Int, _ down: Int, tolerance: Double
  ) -> (up: Int, down: Int) {
    let divisor = greatestCommonDivisor(up, down)
    guard divisor > 0, max(up, down) / divisor > termLimit else { return (up, down) }
    let ratio = Double(up) / Double(down)
    var closest = (up: up, down: down)
    var leastError = Double.infinity
    for term in 1...termLimit {
      let other = min((Double(term) * ratio).rounded(), 2 * Double(termLimit))
      guard other >= 1, other <= Double(termLimit) else { continue }
      let error = abs(other / Double(term) / ratio - 1)
      if error < leastError {
        leastError = error
        closest = (up: Int(other), down: term)
      }
      if error <= tolerance { break }
    }
    // A ratio beyond the limit itself stays what it is, and is refused.
    return leastError < 1e-4 ? closest : (up, down)
  }

  /// The number of samples that `count` samples become.
  package func outputCount(_ count: Int) -> Int { (count * up + down - 1) / down }

  /// The resampled signal. Missing samples (NaN) spread to their neighbours.
  package func resample(_ samples: [Double]) -> [Double] {
    if up == 1 && down == 1 { return samples }
    var result: [Double] = []
    result.reserveCapacity(outputCount(samples.count))
    for index in 0..<outputCount(samples.count) {
      let time = index * down + halfLength
      let newest = time / up
      let taps = phases[time % up]
      var sum = 0.0
      let first = max(0, newest - samples.count + 1)
      let last = min(taps.count - 1, newest)
      if first <= last {
        for tap in first...last { sum += taps[tap] * samples[newest - tap] }
      }
      result.append(sum)
    }
    return result
  }

  /// A windowed-sinc low pass of sum 1; `cutoff` is relative to half the sampling frequency.
  private static func lowPass(halfLength: Int, cutoff: Double) -> [Double] {
    guard halfLength > 0 else { return [1] }
    let beta = 5.0
    var taps = (-halfLength...halfLength).map { offset -> Double in
      let phase = .pi * cutoff * Double(offset)
      let sinc = offset == 0 ? 1 : sin(phase) / phase
      let relative = Double(offset) / Double(halfLength)
      return sinc * modifiedBessel0(beta * max(0, 1 - relative * relative).squareRoot())
    }
    let sum = taps.reduce(0, +)
    for index in taps.indices { taps[index] /= sum }
    return taps
  }

  /// The modified Bessel function of the first kind and order 0, by its power series.
  private static func modifiedBessel0(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var index = 1.0
    while term > sum * 1e-17 {
      let factor = x / (2 * index)
      term *= factor * factor
      sum += term
      index += 1
    }
    return sum
  }
}
