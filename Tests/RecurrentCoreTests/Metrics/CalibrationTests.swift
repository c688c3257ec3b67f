import Glibc
import Testing

@testable import RecurrentCore

@Suite struct CalibrationTests {
  @Test(arguments: [(0.5, -1.0), (2, 0.7), (1, 0)])
  func lineComesBackFromItsOwnExamples(_ slope: Double, _ intercept: Double) throws {
    var generator = RandomGenerator(seed: 5)
    let truth = LogisticCalibration(slope: slope, intercept: intercept)
    let logits = (0..<20_000).map { _ in 6 * generator.uniform() - 3 }
    let labels = logits.map { generator.uniform() < truth.probability(ofLogit: $0) }
    let found = try #require(LogisticCalibration.fit(logits: logits, labels: labels))
    #expect(abs(found.slope - slope) < 0.1 && abs(found.intercept - intercept) < 0.1)
  }

  @Test func classesThatAreApartGiveAFiniteLine() throws {
    for scale in [1.0, 1000] {
      let logits = (-10...10).filter { $0 != 0 }.map { Double($0) * scale }
      let line = try #require(
        LogisticCalibration.fit(logits: logits, labels: logits.map { $0 > 0 }))
      #expect(line.slope.isFinite && line.slope > 0 && abs(line.intercept) < 1e-3)
    }
  }

  @Test func logitsThatAreAllAlikeGiveTheShareOfPositives() throws {
    let line = try #require(
      LogisticCalibration.fit(
        logits: Array(repeating: 2, count: 100), labels: (0..<100).map { $0 < 30 }))
    #expect(abs(line.probability(ofLogit: 2) - 0.3) < 0.01)
  }

  @Test(arguments: [0.4, 1, 3])
  func temperatureComesBackFromItsOwnExamples(_ temperature: Double) {
    var generator = RandomGenerator(seed: 6)
    let truth = TemperatureCalibration(temperature: temperature)
    let logits = (0..<5000).map { _ in (0..<4).map { _ in 4 * generator.uniform() } }
    let labels = logits.map { row in
      var rest = generator.uniform()
      return truth.probabilities(ofLogits: row).firstIndex {
        rest -= $0
        return rest < 0
      } ?? 3
    }
    let found = TemperatureCalibration.fit(logits: logits, labels: labels).temperature
    #expect(abs(found / temperature - 1) < 0.1, "\(found)")
  }

  @Test func temperatureOfCertainAnswersStaysInItsRange() {
    let right = TemperatureCalibration.fit(logits: [[9, 0], [0, 9]], labels: [0, 1])
    let wrong = TemperatureCalibration.fit(logits: [[9, 0], [0, 9]], labels: [1, 0])
    #expect(0.05...20 ~= right.temperature && 0.05...20 ~= wrong.temperature)
    #expect(right.temperature < wrong.temperature)
  }
}
