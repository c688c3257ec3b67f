internal import Glibc

/// How a model's logits become probabilities: a line on the logit scale, or a curve that corrects it.
///
/// As JSON it is a line's, with the curve beside it where there is one: files that hold a line alone
/// mean what they always meant.
package struct ScoreCalibration: Codable, Sendable, Equatable {
  package let line: LogisticCalibration
  /// Used instead of the line where there is one.
  package let curve: MonotoneCurve?

  enum CodingKeys: String, CodingKey {
    case slope, intercept, curve
  }

  package init(line: LogisticCalibration, curve: MonotoneCurve? = nil) {
    self.line = line
    self.curve = curve
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    line = LogisticCalibration(
      slope: try values.decode(Double.self, forKey: .slope),
      intercept: try values.decode(Double.self, forKey: .intercept))
    curve = try values.decodeIfPresent(MonotoneCurve.self, forKey: .curve)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(line.slope, forKey: .slope)
    try values.encode(line.intercept, forKey: .intercept)
    try values.encodeIfPresent(curve, forKey: .curve)
  }

  package func probability(ofLogit logit: Double) -> Double {
    guard let curve else { return line.probability(ofLogit: logit) }
    return 1 / (1 + exp(-curve.calibrated(logit: logit)))
  }

  /// Whether it rises everywhere, so that ranks by logit are ranks by probability.
  package var isRising: Bool {
    line.slope > 0 && line.slope.isFinite && line.intercept.isFinite && curve?.isValid ?? true
  }

  /// The line, or the curve where it predicts examples it was not fitted to better by more than one
  /// standard error of the difference in log loss, over five folds.
  ///
  /// - Parameters:
  ///   - logits: of examples the network was not trained on; finite.
  ///   - labels: whether each is positive; as many.
  ///   - groups: indices of examples that belong together, each index once.
  /// - Returns: nil unless both classes are there.
  package static func fit(
    logits: [Double], labels: [Bool], groups: [[Int]]
  ) -> ScoreCalibration? {
    guard let line = LogisticCalibration.fit(logits: logits, labels: labels) else { return nil }
    guard let curve = MonotoneCurve.fit(logits: logits, labels: labels, correcting: line),
      isCurveBetter(logits, labels, groups)
    else { return ScoreCalibration(line: line) }
    return ScoreCalibration(line: line, curve: curve)
  }

  private static func isCurveBetter(
    _ logits: [Double], _ labels: [Bool], _ groups: [[Int]]
  ) -> Bool {
    let folds = BalancedFolds.assign(groups, scores: logits, count: 5)
    var gains: [Double] = []
    for fold in 0..<5 {
      let fitted = folds.indices.filter { folds[$0] != fold }
      let (x, y) = (fitted.map { logits[$0] }, fitted.map { labels[$0] })
      guard let line = LogisticCalibration.fit(logits: x, labels: y),
        let curve = MonotoneCurve.fit(logits: x, labels: y, correcting: line)
      else { return false }
      for index in folds.indices where folds[index] == fold {
        let label = [labels[index]]
        let straight = line.probability(ofLogit: logits[index])
        let curved = 1 / (1 + exp(-curve.calibrated(logit: logits[index])))
        gains.append(
          ProbabilityMetrics.logLoss([straight], label)
            - ProbabilityMetrics.logLoss([curved], label))
      }
    }
    let count = Double(gains.count)
    let mean = gains.reduce(0, +) / count
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return mean > (variance / count).squareRoot()
  }
}
