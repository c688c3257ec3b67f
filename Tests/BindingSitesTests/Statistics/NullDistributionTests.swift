import Foundation
import Testing

@testable import BindingSites

@Suite struct NullDistributionTests {
  /// Scores of an exponential distribution, whose upper tail is known exactly.
  private static func exponentialScores(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SplitMix(state: seed)
    return (0..<count).map { _ in Float(-log(1 - generator.uniform())) }
  }

  private let null = fitted
  private static let fitted = NullDistribution(
    backgroundScores: exponentialScores(400_000, seed: 1))

  @Test func pValuesFallAsScoresRise() {
    let values = stride(from: Float(-1), through: 40, by: 0.01).map(null.pValue(of:))
    #expect(values.first == 1)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(values.allSatisfy { $0 >= NullDistribution.smallestPValue })
  }

  @Test(arguments: [0.5, 1e-1, 1e-2, 1e-3, 1e-4])
  func pValuesAgreeWithTheDistributionTheSampleCameFrom(nominal: Double) {
    let score = Float(-log(nominal))
    let ratio = null.pValue(of: score) / nominal
    #expect(0.8...1.25 ~= ratio, "p \(null.pValue(of: score)) at nominal \(nominal)")
  }

  @Test func pValuesOfFreshBackgroundAreUniform() {
    let fresh = Self.exponentialScores(100_000, seed: 2).map(null.pValue(of:)).sorted()
    var distance = 0.0
    for (index, value) in fresh.enumerated() {
      distance = max(distance, abs(value - Double(index + 1) / Double(fresh.count)))
    }
    #expect(distance < 0.01)
  }

  @Test func aBoundedTailGivesTheSmallestPValueFarBeyondItsEnd() {
    var generator = SplitMix(state: 3)
    let uniform = NullDistribution(
      backgroundScores: (0..<50_000).map { _ in Float(generator.uniform()) })
    #expect(uniform.tailShape < 0)
    #expect(uniform.pValue(of: 5) == NullDistribution.smallestPValue)
  }

  @Test func whereScoresSaturateNoneALittleAboveTheSampleIsTakenForASite() {
    var generator = SplitMix(state: 4)
    let sample = { (count: Int) in (0..<count).map { _ in Float(generator.uniform()) } }
    let uniform = NullDistribution(backgroundScores: sample(100_000))
    let fresh = sample(200_000).map(uniform.pValue(of:))
    #expect(fresh.count { $0 <= 1e-6 } <= 2)
    #expect(5...40 ~= fresh.count { $0 <= 1e-4 })
    let last = uniform.pValue(of: 1.000001)
    #expect(1e-6...2e-4 ~= last, "\(last)")
  }

  @Test func allOfManyEqualScoresCount() {
    let tied = NullDistribution(
      backgroundScores: (0..<1000).map { $0 < 400 ? Float($0) / 400 : 2 })
    #expect(0.55...0.65 ~= tied.pValue(of: 2))
    #expect(tied.pValue(of: 2.1) <= 0.05)
    let constant = NullDistribution(backgroundScores: Array(repeating: 7, count: 1000))
    #expect(constant.pValue(of: 7) == 1)
    #expect(constant.pValue(of: 6.9) == 1)
  }

  @Test func scoresOutsideTheNumbersHaveAPValue() {
    #expect(null.pValue(of: .nan) == 1)
    #expect(null.pValue(of: -.infinity) == 1)
    #expect(null.pValue(of: .infinity) == NullDistribution.smallestPValue)
  }

  @Test func survivesJSON() throws {
    let decoded = try JSONDecoder().decode(
      NullDistribution.self, from: JSONEncoder().encode(null))
    #expect(decoded == null)
    #expect(decoded.isValid)
  }
}

private struct SplitMix {
  var state: UInt64

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
