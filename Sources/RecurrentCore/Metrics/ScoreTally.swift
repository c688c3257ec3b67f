internal import Glibc

/// Scores of two classes counted in cells: the metrics of any number of examples in bounded memory.
///
/// A cell holds the scores that agree in sign, exponent and the first 12 of the 23 bits after it: they
/// are told apart to 1 in 4,096, and count as equal within a cell. Everything that is no ranking is
/// summed exactly as given.
package struct ScoreTally: Sendable {
  private struct Counts {
    var positives = 0
    var negatives = 0
  }

  private static let droppedBits: UInt32 = 11
  /// Of the expected calibration error, as in `ProbabilityMetrics`.
  private static let calibrationBins = 15

  /// By the score's bits, made to ascend with it.
  private var cells: [UInt32: Counts] = [:]
  private var confusion = ConfusionMatrix(classes: 2)
  private var logLoss = 0.0
  private var squaredError = 0.0
  /// By bin, the sum of probability less outcome.
  private var excess = Array(repeating: 0.0, count: calibrationBins)
  private let threshold: Double

  package private(set) var positives = 0
  package private(set) var negatives = 0

  /// - Parameter threshold: examples of at least this probability are predicted positive.
  package init(threshold: Double = 0.5) { self.threshold = threshold }

  package var count: Int { positives + negatives }

  /// - Parameters:
  ///   - score: finite; larger means more likely positive.
  ///   - probability: of being positive, in `0...1`.
  package mutating func add(score: Float, probability: Double, isPositive: Bool) {
    precondition(score.isFinite && 0...1 ~= probability, "score \(score), \(probability)")
    if isPositive {
      positives += 1
      cells[Self.cell(of: score), default: Counts()].positives += 1
    } else {
      negatives += 1
      cells[Self.cell(of: score), default: Counts()].negatives += 1
    }
    confusion.add(truth: isPositive ? 1 : 0, prediction: probability >= threshold ? 1 : 0)
    let given = isPositive ? probability : 1 - probability
    logLoss -= log(min(max(given, 0x1p-52), 1 - 0x1p-52))
    let difference = probability - (isPositive ? 1 : 0)
    squaredError += difference * difference
    let bin = min(
      Self.calibrationBins - 1, Int(probability * Double(Self.calibrationBins)))
    excess[bin] += difference
  }

  /// The metrics, without bootstrap intervals; nil without examples.
  package var evaluation: BinaryEvaluation? {
    guard count > 0 else { return nil }
    let (auROC, auPRC) = areas()
    return BinaryEvaluation(
      positives: positives, negatives: negatives, auROC: auROC, auPRC: auPRC,
      confusion: confusion, threshold: threshold, logLoss: logLoss / Double(count),
      brierScore: squaredError / Double(count),
      expectedCalibrationError: excess.reduce(0) { $0 + abs($1) } / Double(count))
  }

  /// As `ScoreRanking` has them, a cell's scores taken for equal.
  private func areas() -> (auROC: Double?, auPRC: Double?) {
    var before: (positives: Double, negatives: Double) = (0, 0)
    var (roc, prc) = (0.0, 0.0)
    for (_, counts) in cells.sorted(by: { $0.key > $1.key }) {
      let (positives, negatives) = (Double(counts.positives), Double(counts.negatives))
      roc += positives * (negatives / 2) + negatives * before.positives
      before.positives += positives
      before.negatives += negatives
      prc += positives * before.positives / (before.positives + before.negatives)
    }
    let product = before.positives * before.negatives
    return (
      product > 0 ? roc / product : nil, before.positives > 0 ? prc / before.positives : nil
    )
  }

  private static func cell(of score: Float) -> UInt32 {
    // Zero has two signs.
    let bits = (score == 0 ? 0 : score).bitPattern
    let ascending = bits >> 31 == 1 ? ~bits : bits | 1 << 31
    return ascending >> droppedBits
  }
}
