import Testing

@testable import RecurrentCore

@Suite struct EvaluationCurvesTests {
  private let scores: [Double]
  private let probabilities: [Double]
  private let labels: [Bool]

  init() {
    var generator = RandomGenerator(seed: 12)
    labels = (0..<3000).map { $0 % 4 == 0 }
    scores = labels.map { label in
      (0..<12).reduce(label ? -5.0 : -6.0) { sum, _ in sum + generator.uniform() }
    }
    probabilities = scores.map {
      LogisticCalibration(slope: 1, intercept: -1).probability(ofLogit: $0)
    }
  }

  private var curves: EvaluationCurves {
    EvaluationCurves(scores: scores, probabilities: probabilities, labels: labels)
  }

  @Test func theAreaUnderTheROCIsTheMetric() throws {
    let roc = curves.roc
    #expect(roc.first == .init(x: 0, y: 0) && roc.last == .init(x: 1, y: 1))
    let area = zip(roc, roc.dropFirst()).reduce(0) { sum, pair in
      sum + (pair.1.x - pair.0.x) * (pair.0.y + pair.1.y) / 2
    }
    let metric = try #require(ScoreRanking(scores: scores, labels: labels).auROC())
    #expect(abs(area - metric) < 0.003)
    #expect(roc.count < 1100)
  }

  @Test func theStepsOfPrecisionAndRecallAddUpToTheMetric() throws {
    let points = curves.precisionRecall
    var (area, recall) = (0.0, 0.0)
    for point in points {
      area += (point.x - recall) * point.y
      recall = point.x
    }
    let metric = try #require(ScoreRanking(scores: scores, labels: labels).auPRC())
    #expect(abs(area - metric) < 0.005)
    #expect(points.last?.x == 1)
    #expect(abs((points.last?.y ?? 0) - 0.25) < 1e-12)
  }

  @Test func theBinsOfReliabilityAddUpToTheCalibrationError() {
    let bins = curves.reliability
    let error = bins.reduce(0) { sum, bin in
      sum + Double(bin.count) / 3000 * abs(bin.meanProbability - bin.shareOfPositives)
    }
    #expect(
      abs(error - ProbabilityMetrics.expectedCalibrationError(probabilities, labels)) < 1e-12)
    #expect(bins.reduce(0) { $0 + $1.count } == 3000)
  }

  @Test func oneExampleOfEachClassHasCurves() {
    let curves = EvaluationCurves(
      scores: [1, 1], probabilities: [0.5, 0.5], labels: [true, false])
    #expect(curves.roc == [.init(x: 0, y: 0), .init(x: 1, y: 1)])
    #expect(curves.precisionRecall == [.init(x: 1, y: 0.5)])
    #expect(curves.reliability.count == 1)
  }
}
