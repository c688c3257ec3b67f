internal import Glibc

/// The distribution of a model's score on background sequence, for upper-tail p-values.
///
/// The body is a table of empirical quantiles. Beyond the quantile of `tailProbability` a generalised
/// Pareto distribution takes over, so that small p-values are not all "one in the sample size".
/// It belongs to the model and never depends on the input: every contig and shard has one threshold.
package struct NullDistribution: Codable, Sendable, Equatable {
  /// How many background scores it was fitted on.
  package let sampleCount: Int
  /// Upper-tail probabilities of the body, descending from 1 to `tailProbability`.
  package let bodyProbabilities: [Double]
  /// The scores at those probabilities, ascending.
  package let bodyScores: [Double]
  /// Scale of the tail's generalised Pareto distribution, > 0.
  package let tailScale: Double
  /// Its shape; negative means a bounded tail, 0 an exponential one.
  package let tailShape: Double

  /// p-values below this are not resolved and reported as this.
  package static let smallestPValue = 1e-12

  /// Tails of a lesser shape end within 4.3 mean excesses.
  private static let saturatingShape = -0.3
  private static let shapeRange = -1...0.5

  enum CodingKeys: String, CodingKey {
    case sampleCount = "sample_count"
    case bodyProbabilities = "body_probabilities"
    case bodyScores = "body_scores"
    case tailScale = "tail_scale"
    case tailShape = "tail_shape"
  }

  /// Fits the body by quantiles and the tail by probability-weighted moments (Hosking & Wallis 1987).
  ///
  /// - Parameter scores: scores of background windows, at least 1,000 and finite.
  package init(backgroundScores scores: [Float]) {
    precondition(scores.count >= 1000, "a null needs 1,000 scores, not \(scores.count)")
    let sorted = scores.sorted()
    let tailCount = Self.tailCount(scores.count)
    let tailProbability = Double(tailCount) / Double(scores.count)
    sampleCount = scores.count
    bodyProbabilities = Self.grid(to: tailProbability)
    bodyScores = bodyProbabilities.map { probability in
      Self.quantile(of: sorted, lower: 1 - probability)
    }
    let threshold = bodyScores[bodyScores.count - 1]
    let excesses = sorted.suffix(tailCount).map { max(0, Double($0) - threshold) }
    (tailScale, tailShape) = Self.fitTail(excesses)
  }

  /// The probability that a background window scores at least this much; 1 for what is not a number.
  package func pValue(of score: Float) -> Double {
    let score = Double(score)
    guard let threshold = bodyScores.last, let tailProbability = bodyProbabilities.last,
      !score.isNaN
    else { return 1 }
    if score > threshold {
      let survival = tailSurvival(score - threshold)
      return max(Self.smallestPValue, tailProbability * survival)
    }
    // Where many background windows score alike, all of them count: the first of equal quantiles.
    let upper = bodyScores.firstIndexAscending { $0 >= score }
    if bodyScores[upper] == score { return bodyProbabilities[upper] }
    if upper == 0 { return 1 }
    let (low, high) = (bodyScores[upper - 1], bodyScores[upper])
    let share = (score - low) / (high - low)
    return bodyProbabilities[upper - 1]
      + share * (bodyProbabilities[upper] - bodyProbabilities[upper - 1])
  }

  /// Whether a decoded distribution is one `init(backgroundScores:)` could have made.
  package var isValid: Bool {
    bodyScores.count == bodyProbabilities.count && bodyScores.count >= 2
      && zip(bodyScores, bodyScores.dropFirst()).allSatisfy { $0 <= $1 }
      && zip(bodyProbabilities, bodyProbabilities.dropFirst()).allSatisfy { $0 > $1 }
      && bodyProbabilities.allSatisfy { 0 < $0 && $0 <= 1 } && bodyScores.allSatisfy(\.isFinite)
      && tailScale.isFinite && tailScale > 0 && tailShape.isFinite && abs(tailShape) <= 1
  }

  /// The share of the tail's scores that lie at least this far beyond its start.
  ///
  /// Where scores saturate, as those of short motifs do, the fit ends at the sample's largest scores, and
  /// others a little above them would get any small p-value. Such a tail goes on beyond what the sample
  /// resolves as an exponential one of the same mean.
  private func tailSurvival(_ excess: Double) -> Double {
    let survival = paretoSurvival(excess)
    let resolution = 1 / Double(Self.tailCount(sampleCount) + 1)
    guard tailShape < Self.saturatingShape, survival < resolution else { return survival }
    let limit = tailScale / tailShape * (pow(resolution, -tailShape) - 1)
    return resolution * exp((limit - excess) * (1 - tailShape) / tailScale)
  }

  private func paretoSurvival(_ excess: Double) -> Double {
    if abs(tailShape) < 1e-6 { return exp(-excess / tailScale) }
    let base = 1 + tailShape * excess / tailScale
    return base <= 0 ? 0 : pow(base, -1 / tailShape)
  }

  /// How many of the largest scores the tail is fitted on: the thousandth part of a large sample.
  ///
  /// Deeper tails fit better, as no network's scores follow the limit law from the hundredth part on, but
  /// need enough scores: 400 give p-values of 10^-4 with a standard error of 12 %, without bias on normal,
  /// exponential, bounded and heavy tails and mixtures; the hundredth part was off by up to 9 times.
  private static func tailCount(_ count: Int) -> Int {
    max(50, min(250, count / 50), count / 1000)
  }

  /// Probabilities in equal steps, at the end in equal ratios.
  private static func grid(to tail: Double) -> [Double] {
    let end = max(0.02, tail)
    let steps = 196
    let even = (0...steps).map { 1 - (1 - end) * Double($0) / Double(steps) }
    let ratios = Int((log10(end / tail) * 32).rounded(.up))
    guard ratios > 0 else { return even }
    return even.dropLast()
      + (0...ratios).map { end * pow(tail / end, Double($0) / Double(ratios)) }
  }

  private static func quantile(of sorted: [Float], lower probability: Double) -> Double {
    let position = probability * Double(sorted.count - 1)
    let index = min(Int(position), sorted.count - 2)
    let share = position - Double(index)
    return Double(sorted[index]) * (1 - share) + Double(sorted[index + 1]) * share
  }

  /// - Parameter excesses: ascending distances above the threshold.
  private static func fitTail(_ excesses: [Double]) -> (scale: Double, shape: Double) {
    let count = Double(excesses.count)
    let mean = excesses.reduce(0, +) / count
    var weighted = 0.0
    for (rank, excess) in excesses.enumerated() {
      weighted += excess * (count - Double(rank + 1)) / (count - 1)
    }
    weighted /= count
    guard mean > 1e-9 else { return (1e-9, 0) }
    guard mean - 2 * weighted > 1e-12 else { return (mean, 0) }
    let shape = min(
      max(2 - mean / (mean - 2 * weighted), shapeRange.lowerBound), shapeRange.upperBound)
    // The mean of the distribution is scale / (1 - shape): kept whatever the clamping did.
    return (mean * (1 - shape), shape)
  }
}

extension [Double] {
  /// The first index whose element passes a test that, once passed, all later elements pass.
  fileprivate func firstIndexAscending(where isPast: (Double) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isPast(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
