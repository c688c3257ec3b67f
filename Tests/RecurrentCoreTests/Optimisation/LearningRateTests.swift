import Testing

@testable import RecurrentCore

@Suite struct LearningRateTests {
  @Test func stepScheduleFallsAtEpochs() {
    let rate = LearningRate(0.1, .step(epochs: 2, factor: 0.5))
    let rates = (0..<5).map { rate.rate(step: 0, of: 100, epoch: $0) }
    #expect(rates == [0.1, 0.1, 0.05, 0.05, 0.025])
  }

  @Test func cosineRisesThenFallsToItsFloor() {
    let rate = LearningRate(1, .cosine(warmUp: 0.1, floor: 0.2))
    let rates = (0...100).map { rate.rate(step: $0, of: 100, epoch: 0) }
    #expect(zip(rates, rates.dropFirst()).prefix(10).allSatisfy { $0 < $1 })
    #expect(zip(rates, rates.dropFirst()).dropFirst(10).allSatisfy { $0 > $1 })
    #expect(rates[0] > 0 && rates[10] == 1)
    #expect(abs(rates[55] - 0.6) < 1e-12)
    #expect(abs(rates[100] - 0.2) < 1e-12)
  }

  @Test func plateauFallsOnlyAfterPatienceAndNotBelowItsFloor() {
    var rate = LearningRate(1, .plateau(factor: 0.5, patience: 1, floor: 0.3))
    var rates: [Double] = []
    for metric in [0.5, 0.6, 0.6, 0.6, 0.55, 0.7, 0.1, 0.1, 0.1, 0.1] {
      rate.observe(metric)
      rates.append(rate.rate(step: 0, of: 1, epoch: 0))
    }
    #expect(rates == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.3, 0.3, 0.3])
  }

  @Test func stoppingKeepsTheBestEpochAndWaitsForItsPatience() {
    var stopping = EarlyStopping(patience: 2, minimumImprovement: 0.01)
    let improved = [0.5, 0.7, 0.705, 0.6].enumerated().map {
      stopping.observe($0.element, epoch: $0.offset)
    }
    #expect(improved == [true, true, false, false])
    #expect(stopping.best == 0.7 && stopping.bestEpoch == 1 && stopping.isExhausted)
  }

  @Test func metricThatIsNotANumberIsNoImprovement() {
    var stopping = EarlyStopping(patience: 9)
    let improved = [.nan, 0.1, .nan, 0.2].enumerated().map {
      stopping.observe($0.element, epoch: $0.offset)
    }
    #expect(improved == [false, true, false, true])
  }
}
