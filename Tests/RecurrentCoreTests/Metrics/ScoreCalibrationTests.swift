import Foundation
import Testing

@testable import RecurrentCore

/// Logits with labels drawn from a known reliability.
private struct Reliability {
  var logits: [Double] = []
  var labels: [Bool] = []

  init(_ count: Int, seed: UInt64, trueLogit: (Double) -> Double) {
    var generator = RandomGenerator(seed: seed)
    for _ in 0..<count {
      let normal = (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
      let logit = 3 * normal - 1
      logits.append(logit)
      labels.append(generator.uniform() < 1 / (1 + exp(-trueLogit(logit))))
    }
  }

  /// Every example by itself.
  var groups: [[Int]] { logits.indices.map { [$0] } }

  static func straight(_ count: Int, seed: UInt64) -> Reliability {
    Reliability(count, seed: seed) { 0.7 * $0 - 0.5 }
  }

  /// Saturates on the side of the unbound, as networks do: no line fits it.
  static func bent(_ count: Int, seed: UInt64) -> Reliability {
    Reliability(count, seed: seed) { max(-1.2 + 0.05 * $0, 1.5 * $0) }
  }
}

@Suite struct ScoreCalibrationTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func aBentReliabilityGetsACurveThatHoldsOnFreshExamples(seed: UInt64) throws {
    let data = Reliability.bent(5000, seed: seed)
    let fit = try #require(
      ScoreCalibration.fit(logits: data.logits, labels: data.labels, groups: data.groups))
    let curve = try #require(fit.curve)
    #expect(curve.isValid && fit.isRising)
    #expect(curve.logits.count <= MonotoneCurve.largestKnotCount)
    let fresh = Reliability.bent(20_000, seed: seed + 100)
    func error(_ probability: (Double) -> Double) -> Double {
      ProbabilityMetrics.expectedCalibrationError(fresh.logits.map(probability), fresh.labels)
    }
    let curved = error(fit.probability(ofLogit:))
    #expect(curved <= 0.03, "\(curved)")
    #expect(curved < 0.7 * error(fit.line.probability(ofLogit:)))
  }

  @Test func aStraightReliabilityKeepsTheLine() throws {
    let chosen = try (1...10).map { seed in
      let data = Reliability.straight(2000, seed: UInt64(seed))
      return try #require(
        ScoreCalibration.fit(logits: data.logits, labels: data.labels, groups: data.groups))
    }
    #expect(chosen.count { $0.curve == nil } >= 8)
  }

  @Test(arguments: [0.1, 1, 30])
  func curvesRiseStrictlySoThatRanksStay(scale: Double) throws {
    let data = Reliability.bent(3000, seed: 9)
    let logits = data.logits.map { $0 * scale }
    let line = try #require(LogisticCalibration.fit(logits: logits, labels: data.labels))
    let curve = try #require(
      MonotoneCurve.fit(logits: logits, labels: data.labels, correcting: line))
    let calibrated = logits.sorted().map(curve.calibrated(logit:))
    let distinct = Set(logits).count
    #expect(zip(calibrated, calibrated.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(calibrated).count == distinct)
    #expect(curve.calibrated(logit: 1e6 * scale).isFinite)
  }

  @Test func fewExamplesGetNoCurve() throws {
    let data = Reliability.bent(24, seed: 3)
    let fit = try #require(
      ScoreCalibration.fit(logits: data.logits, labels: data.labels, groups: data.groups))
    #expect(fit.curve == nil)
  }

  @Test func oneClassGivesNothing() {
    #expect(
      ScoreCalibration.fit(logits: [1, 2], labels: [true, true], groups: [[0], [1]]) == nil)
  }

  @Test func aLineIsStoredAsItAlwaysWas() throws {
    let line = LogisticCalibration(slope: 1.5, intercept: -2)
    let old = MetadataJSON.encode(line)
    #expect(MetadataJSON.encode(ScoreCalibration(line: line)) == old)
    #expect(
      MetadataJSON.decode(ScoreCalibration.self, from: try #require(old))
        == ScoreCalibration(line: line))
  }

  @Test func aCurveSurvivesItsFileAndOldProgramsReadTheLine() throws {
    let curve = MonotoneCurve(logits: [-1, 2], calibrated: [-3, 0.5], outerSlope: 2)
    let line = LogisticCalibration(slope: 1, intercept: 0)
    let json = try #require(MetadataJSON.encode(ScoreCalibration(line: line, curve: curve)))
    #expect(
      MetadataJSON.decode(ScoreCalibration.self, from: json)
        == ScoreCalibration(line: line, curve: curve))
    #expect(MetadataJSON.decode(LogisticCalibration.self, from: json) == line)
    #expect(curve.calibrated(logit: 0.5) == -1.25)
    #expect(curve.calibrated(logit: -2) == -5)
    #expect(curve.calibrated(logit: 3) == 2.5)
  }

  @Test(
    arguments: [
      MonotoneCurve(logits: [0, 0], calibrated: [0, 1], outerSlope: 1),
      MonotoneCurve(logits: [0, 1], calibrated: [1, 1], outerSlope: 1),
      MonotoneCurve(logits: [0, 1], calibrated: [0, 1], outerSlope: 0),
      MonotoneCurve(logits: [0], calibrated: [0], outerSlope: 1),
      MonotoneCurve(logits: [0, 1], calibrated: [0], outerSlope: 1),
      MonotoneCurve(logits: [0, .infinity], calibrated: [0, 1], outerSlope: 1),
      MonotoneCurve(
        logits: (0...16).map(Double.init), calibrated: (0...16).map(Double.init), outerSlope: 1),
    ])
  func curvesThatDoNotRiseAreNoCalibration(curve: MonotoneCurve) {
    let line = LogisticCalibration(slope: 1, intercept: 0)
    #expect(!ScoreCalibration(line: line, curve: curve).isRising)
  }
}

@Suite struct CalibrationFitTests {
  @Test(arguments: [400, 2000, 8000])
  func heldOutErrorsAreThoseOfChance(count: Int) throws {
    let data = Reliability.straight(count, seed: UInt64(count))
    let fit = try #require(
      CalibrationFit(logits: data.logits, labels: data.labels, groups: data.groups, seed: 1))
    #expect(fit.check.halves.map(\.examples) == [count / 2, count / 2])
    #expect(fit.check.halves.reduce(0) { $0 + $1.positives } == data.labels.count { $0 })
    for half in fit.check.halves {
      #expect(half.expectedCalibrationError < 2 * half.errorByChance)
    }
  }

  @Test func heldOutErrorsAreNotBelowChanceOnAverage() throws {
    let ratios = try (1...20).map { seed in
      let data = Reliability.straight(1500, seed: UInt64(seed) + 500)
      let check = try #require(
        CalibrationFit(logits: data.logits, labels: data.labels, groups: data.groups, seed: 1)?
          .check)
      return try #require(check.meanError) / #require(check.meanErrorByChance)
    }
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    #expect(0.95...1.4 ~= mean, "\(mean)")
  }

  @Test func moreExamplesThanChanceHidesMeetTheBound() throws {
    let data = Reliability.bent(6000, seed: 77)
    let fit = try #require(
      CalibrationFit(logits: data.logits, labels: data.labels, groups: data.groups, seed: 1))
    #expect(fit.check.method == .monotone)
    #expect(fit.check.halves.allSatisfy { $0.expectedCalibrationError <= 0.03 })
  }

  @Test func heldOutProbabilitiesIgnoreTheirOwnLabels() throws {
    var data = Reliability.straight(600, seed: 5)
    let before = try #require(
      CalibrationFit(logits: data.logits, labels: data.labels, groups: data.groups, seed: 1))
    let halves = BalancedFolds.assign(data.groups, scores: data.logits, count: 2)
    let index = try #require(data.labels.indices.first { data.labels[$0] && halves[$0] == 0 })
    data.logits[index] += 1e-9
    let after = try #require(
      CalibrationFit(logits: data.logits, labels: data.labels, groups: data.groups, seed: 1))
    let sameHalf = data.labels.indices.filter { halves[$0] == 0 && $0 != index }
    #expect(
      sameHalf.allSatisfy { before.heldOutProbabilities[$0] == after.heldOutProbabilities[$0] })
  }

  @Test func foldsKeepGroupsTogetherAndStrataEven() {
    let data = Reliability.straight(999, seed: 6)
    let groups = stride(from: 0, to: 999, by: 3).map { [$0, $0 + 1, $0 + 2] }
    let deviation = 3.0
    for count in [2, 5] {
      let folds = BalancedFolds.assign(groups, scores: data.logits, count: count)
      #expect(groups.allSatisfy { Set($0.map { folds[$0] }).count == 1 })
      let means = (0..<count).map { fold in
        let members = folds.indices.filter { folds[$0] == fold }
        #expect(abs(members.count - 999 / count) <= 6)
        return members.reduce(0.0) { $0 + data.logits[$1] } / Double(members.count)
      }
      #expect((means.max() ?? 0) - (means.min() ?? 0) < 0.05 * deviation)
    }
  }
}
