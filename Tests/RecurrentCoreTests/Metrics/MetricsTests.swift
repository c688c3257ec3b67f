import Foundation
import TestSupport
import Testing

@testable import RecurrentCore

/// Metrics against those of scikit-learn: `scripts/generate-metric-vectors.py`.
@Suite struct MetricsTests {
  private struct Vectors: Decodable {
    let binary: [Binary]
    let classes: [Classes]

    struct Binary: Decodable {
      let logits: [Double]
      let probabilities: [Double]
      let labels: [Bool]
      let auROC: Double
      let auPRC: Double
      let accuracy: Double
      let f1: Double
      let matthews: Double
      let logLoss: Double
      let brier: Double
      let slope: Double
      let intercept: Double
    }

    struct Classes: Decodable {
      let classes: Int
      let labels: [Int]
      let predictions: [Int]
      let accuracy: Double
      let f1: [Double]
      let matthews: Double
    }
  }

  private let vectors: Vectors

  init() throws {
    vectors = try JSONDecoder().decode(Vectors.self, from: referenceFile("metric-vectors.json"))
  }

  @Test func binaryMetricsAgreeWithScikitLearn() {
    for wanted in vectors.binary {
      let found = BinaryEvaluation(
        scores: wanted.logits, probabilities: wanted.probabilities, labels: wanted.labels)
      #expect(isClose(found.auROC, wanted.auROC))
      #expect(isClose(found.auPRC, wanted.auPRC))
      #expect(isClose(found.accuracy, wanted.accuracy))
      #expect(isClose(found.f1, wanted.f1))
      #expect(isClose(found.matthewsCorrelation, wanted.matthews))
      #expect(isClose(found.logLoss, wanted.logLoss))
      #expect(isClose(found.brierScore, wanted.brier))
    }
  }

  @Test func classMetricsAgreeWithScikitLearn() {
    for wanted in vectors.classes {
      var matrix = ConfusionMatrix(classes: wanted.classes)
      for (truth, prediction) in zip(wanted.labels, wanted.predictions) {
        matrix.add(truth: truth, prediction: prediction)
      }
      #expect(isClose(matrix.accuracy, wanted.accuracy))
      #expect(isClose(matrix.matthewsCorrelation, wanted.matthews))
      for label in 0..<wanted.classes {
        #expect(isClose(matrix.f1(of: label), wanted.f1[label]))
      }
      // A class that does not occur is not measured.
      let held = wanted.f1.indices.prefix(3).filter(wanted.labels.contains)
      let mean = held.reduce(0) { $0 + wanted.f1[$1] } / Double(held.count)
      #expect(isClose(matrix.meanF1(of: [0, 1, 2]), mean))
    }
  }

  @Test func calibrationAgreesWithScikitLearn() throws {
    for wanted in vectors.binary {
      let found = try #require(
        LogisticCalibration.fit(logits: wanted.logits, labels: wanted.labels))
      #expect(abs(found.slope - wanted.slope) < 1e-3, "\(found.slope), \(wanted.slope)")
      #expect(abs(found.intercept - wanted.intercept) < 1e-3)
    }
  }

  @Test func metricsOfOneClassHaveNoValue() {
    let ranking = ScoreRanking(scores: [1, 2], labels: [true, true])
    #expect(ranking.auROC() == nil && ranking.auPRC() == 1)
    #expect(ScoreRanking(scores: [1, 2], labels: [false, false]).auPRC() == nil)
    #expect(LogisticCalibration.fit(logits: [1, 2], labels: [true, true]) == nil)
  }

  @Test func multiplicitiesCountAsRepeatedExamples() {
    let wanted = vectors.binary[1]
    let multiplicities = wanted.labels.indices.map { ($0 * 7) % 3 }
    let repeated = wanted.labels.indices.flatMap { index in
      Array(repeating: index, count: multiplicities[index])
    }
    let ranking = ScoreRanking(scores: wanted.logits, labels: wanted.labels)
    let expanded = ScoreRanking(
      scores: repeated.map { wanted.logits[$0] }, labels: repeated.map { wanted.labels[$0] })
    #expect(ranking.auROC(multiplicities: multiplicities) == expanded.auROC())
    #expect(isClose(ranking.auPRC(multiplicities: multiplicities), expanded.auPRC() ?? 0))
  }

  @Test func intervalHoldsTheValueAndComesBackWithTheSeed() throws {
    let wanted = vectors.binary[3]
    let evaluations = [3, 3, 4].map {
      BinaryEvaluation(
        scores: wanted.logits, probabilities: wanted.probabilities, labels: wanted.labels,
        resamples: 200, seed: $0)
    }
    #expect(evaluations[0] == evaluations[1] && evaluations[0] != evaluations[2])
    let interval = try #require(evaluations[0].auROCInterval)
    #expect(interval.lower < wanted.auROC && wanted.auROC < interval.upper)
    // Hanley & McNeil's standard error at this size is about 0.03.
    #expect(interval.upper - interval.lower > 0.05 && interval.upper - interval.lower < 0.25)
  }

  @Test func calibrationErrorComparesBinsWithOutcomes() {
    // Bins of 1/15: 0.5 in the eighth with one positive of two, 0.95 in the last with none of one.
    let error = ProbabilityMetrics.expectedCalibrationError(
      [0.5, 0.5, 0.95, 1], [true, false, false, true])
    #expect(isClose(error, (0 + 0.95) / 4))
    #expect(ProbabilityMetrics.expectedCalibrationError([1, 0], [true, false]) == 0)
  }

  @Test func certainMistakesCostAFiniteLoss() {
    #expect(ProbabilityMetrics.logLoss([0, 1], [true, false]).isFinite)
  }

  private func isClose(_ found: Double?, _ wanted: Double) -> Bool {
    found.map { abs($0 - wanted) < 1e-9 } ?? false
  }
}
