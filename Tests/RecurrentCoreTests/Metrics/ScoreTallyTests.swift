import Foundation
import Testing

@testable import RecurrentCore

@Suite struct ScoreTallyTests {
  private struct Example {
    let score: Float
    let isPositive: Bool

    var probability: Double { 1 / (1 + exp(-Double(score))) }
  }

  /// Scores of two overlapping classes, on a grid so that some are equal.
  private func examples(_ count: Int, seed: UInt64) -> [Example] {
    var generator = RandomGenerator(seed: seed)
    return (0..<count).map { _ in
      let isPositive = generator.uniform() < 0.2
      let score = (generator.normal() + (isPositive ? 1.5 : -1)) * 64
      return Example(score: Float(score.rounded() / 64), isPositive: isPositive)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theMetricsAreThoseOfAllScoresAtOnce(seed: UInt64) throws {
    let examples = examples(3000, seed: seed)
    var tally = ScoreTally()
    for example in examples {
      tally.add(
        score: example.score, probability: example.probability, isPositive: example.isPositive)
    }
    let found = try #require(tally.evaluation)
    // Multiples of 1/64 below 64 share no cell, so that nothing is lost.
    let exact = BinaryEvaluation(
      scores: examples.map { Double($0.score) }, probabilities: examples.map(\.probability),
      labels: examples.map(\.isPositive))
    #expect(found.positives == exact.positives && found.negatives == exact.negatives)
    let pairs: [(Double?, Double?)] = [
      (found.auROC, exact.auROC), (found.auPRC, exact.auPRC), (found.accuracy, exact.accuracy),
      (found.f1, exact.f1), (found.matthewsCorrelation, exact.matthewsCorrelation),
      (found.logLoss, exact.logLoss), (found.brierScore, exact.brierScore),
      (found.expectedCalibrationError, exact.expectedCalibrationError),
    ]
    for (value, expected) in pairs {
      #expect(abs(try #require(value) - (try #require(expected))) < 1e-10)
    }
  }

  @Test func scoresCloserThanACellCountAsEqual() throws {
    var tally = ScoreTally()
    tally.add(score: 1.00001, probability: 0.7, isPositive: true)
    tally.add(score: 1, probability: 0.7, isPositive: false)
    #expect(tally.evaluation?.auROC == 0.5)
    var apart = ScoreTally()
    apart.add(score: 1.001, probability: 0.7, isPositive: true)
    apart.add(score: 1, probability: 0.7, isPositive: false)
    #expect(apart.evaluation?.auROC == 1)
  }

  @Test func signsAndZerosAreInOrder() throws {
    var tally = ScoreTally()
    for (score, isPositive) in [
      (-2, false), (-1, false), (-0.0, false), (0.0, true), (1, true),
    ] as [(Float, Bool)] {
      tally.add(score: score, probability: 0.5, isPositive: isPositive)
    }
    // Of six pairs only that of the two zeros is a draw.
    #expect(tally.evaluation?.auROC == 5.5 / 6)
  }

  @Test func withoutOneClassThereIsNoArea() {
    var tally = ScoreTally()
    #expect(tally.evaluation == nil)
    tally.add(score: 1, probability: 0.7, isPositive: false)
    #expect(tally.evaluation?.auROC == nil && tally.evaluation?.auPRC == nil)
    #expect(tally.evaluation?.accuracy == 0)
  }
}
