/// All metrics of a two-class prediction, as reported by `evaluate` and stored in models.
package struct BinaryEvaluation: Codable, Sendable, Equatable {
  package let positives: Int
  package let negatives: Int
  /// nil unless both classes are there.
  package let auROC: Double?
  package let auROCInterval: BootstrapInterval?
  package let auPRC: Double?
  package let auPRCInterval: BootstrapInterval?
  /// At the threshold, as are F1 of the positives and Matthews' correlation.
  package let accuracy: Double
  package let f1: Double
  package let matthewsCorrelation: Double
  package let threshold: Double
  package let logLoss: Double
  package let brierScore: Double
  /// Over 15 bins.
  package let expectedCalibrationError: Double

  /// - Parameters:
  ///   - scores: what examples are ranked by, finite: logits keep ties apart that probabilities
  ///     near 0 and 1 lose.
  ///   - probabilities: of being positive; as many.
  ///   - labels: whether each is positive; as many, at least one.
  ///   - threshold: examples of at least this probability are predicted positive.
  ///   - resamples: for 95 % intervals; 0 for none.
  package init(
    scores: [Double], probabilities: [Double], labels: [Bool], threshold: Double = 0.5,
    resamples: Int = 0, seed: UInt64 = 1
  ) {
    let ranking = ScoreRanking(scores: scores, labels: labels)
    let confusion = ConfusionMatrix(
      labels: labels, predictions: probabilities.map { $0 >= threshold })
    positives = labels.count { $0 }
    negatives = labels.count - positives
    auROC = ranking.auROC()
    auPRC = ranking.auPRC()
    auROCInterval = BootstrapInterval.compute(
      count: labels.count, resamples: resamples, seed: seed
    ) { ranking.auROC(multiplicities: $0) }
    auPRCInterval = BootstrapInterval.compute(
      count: labels.count, resamples: resamples, seed: seed
    ) { ranking.auPRC(multiplicities: $0) }
    accuracy = confusion.accuracy
    f1 = confusion.f1(of: 1)
    matthewsCorrelation = confusion.matthewsCorrelation
    self.threshold = threshold
    logLoss = ProbabilityMetrics.logLoss(probabilities, labels)
    brierScore = ProbabilityMetrics.brierScore(probabilities, labels)
    expectedCalibrationError = ProbabilityMetrics.expectedCalibrationError(probabilities, labels)
  }

  /// Metrics that were computed elsewhere, without intervals.
  init(
    positives: Int, negatives: Int, auROC: Double?, auPRC: Double?, confusion: ConfusionMatrix,
    threshold: Double, logLoss: Double, brierScore: Double, expectedCalibrationError: Double
  ) {
    self.positives = positives
    self.negatives = negatives
    self.auROC = auROC
    self.auPRC = auPRC
    auROCInterval = nil
    auPRCInterval = nil
    accuracy = confusion.accuracy
    f1 = confusion.f1(of: 1)
    matthewsCorrelation = confusion.matthewsCorrelation
    self.threshold = threshold
    self.logLoss = logLoss
    self.brierScore = brierScore
    self.expectedCalibrationError = expectedCalibrationError
  }
}
