import Foundation
import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct StratifiedNullTests {
  private struct Sample {
    var scores: [Float] = []
    var shares: [GCShare] = []
  }

  /// Scores whose middle and spread rise with the G+C share of windows of 101 bases, as networks' do.
  private func sample(_ count: Int, seed: UInt64) -> Sample {
    var generator = RandomGenerator(seed: seed)
    var sample = Sample()
    for _ in 0..<count {
      let share = GCShare(
        strong: Int(101 * (0.3 + 0.4 * generator.uniform())), known: 101)
      let gc = share.value ?? 0
      sample.shares.append(share)
      sample.scores.append(
        Float(20 * gc - (0.5 + 3 * (gc - 0.3)) * log(1 - generator.uniform())))
    }
    return sample
  }

  /// Of observed to nominal for the p-values in each of five equal parts of the range of shares.
  private func ratios(
    _ fresh: Sample, at nominal: Double, _ pValue: (Float, GCShare) -> Double
  ) -> [Double] {
    var (passed, all) = (Array(repeating: 0, count: 5), Array(repeating: 0, count: 5))
    for (score, share) in zip(fresh.scores, fresh.shares) {
      let part = min(4, Int(((share.value ?? 0) - 0.295) / 0.08))
      all[part] += 1
      passed[part] += pValue(score, share) <= nominal ? 1 : 0
    }
    return zip(passed, all).map { Double($0) / Double($1) / nominal }
  }

  @Test func pValuesAreUniformAtEveryShareWhereThoseOfOneNullAreNot() {
    let background = sample(300_000, seed: 1)
    let fresh = sample(300_000, seed: 2)
    let null = StratifiedNull(backgroundScores: background.scores, shares: background.shares)
    let single = NullDistribution(backgroundScores: background.scores)
    #expect(null.nulls.count == 5 && null.sampleCount == 300_000 && null.isValid)
    #expect(null.nulls.allSatisfy { 50_000...70_000 ~= $0.sampleCount })
    for nominal in [0.1, 1e-2, 1e-3] {
      let stratified = ratios(fresh, at: nominal) { null.pValue(of: $0, gc: $1) }
      #expect(stratified.allSatisfy { 0.6...1.5 ~= $0 }, "\(stratified) at \(nominal)")
      let single = ratios(fresh, at: nominal) { score, _ in single.pValue(of: score) }
      #expect(!single.allSatisfy { 0.3...3 ~= $0 }, "\(single) at \(nominal)")
    }
  }

  @Test func aSmallSampleMakesFewerStrata() {
    let background = sample(100_000, seed: 3)
    func strata(_ count: Int) -> Int {
      StratifiedNull(
        backgroundScores: Array(background.scores.prefix(count)),
        shares: Array(background.shares.prefix(count))
      ).nulls.count
    }
    #expect(strata(100_000) == 3)
    #expect(strata(59_999) == 1)
    #expect(strata(1000) == 1)
  }

  /// Samples of a few shares: how many windows have which count of G and C among ten.
  private static let few: [(counts: [Int: Int], borders: [Double])] = [
    ([5: 10_000], []), ([4: 8000, 6: 2000], [0.5]), ([4: 9500, 6: 500], []),
    ([2: 2000, 3: 2000, 4: 2000, 5: 2000, 6: 2000], [0.25, 0.35, 0.45, 0.55]),
    ([0: 7000, 5: 1500, 10: 1500], [0.25, 0.75]), ([0: 4999, 1: 2, 10: 4999], [0.05]),
  ]

  @Test(arguments: few)
  func bordersLieBetweenTheSharesThatOccur(counts: [Int: Int], borders: [Double]) {
    var shares: [GCShare] = []
    for (strong, count) in counts {
      shares += Array(repeating: GCShare(strong: strong, known: 10), count: count)
    }
    var generator = RandomGenerator(seed: 8)
    let scores = shares.map { _ in Float(generator.uniform()) }
    let null = StratifiedNull(backgroundScores: scores, shares: shares, smallestSample: 1000)
    #expect(null.borders.count == borders.count)
    #expect(zip(null.borders, borders).allSatisfy { abs($0 - $1) < 0.06 }, "\(null.borders)")
    #expect(null.nulls.allSatisfy { $0.sampleCount >= 1000 } && null.isValid)
  }

  @Test func anUnknownShareIsOfTheMiddleStratum() {
    let background = sample(30_000, seed: 4)
    let null = StratifiedNull(
      backgroundScores: background.scores, shares: background.shares, smallestSample: 2000)
    #expect(null.nulls.count == 5)
    for score in stride(from: Float(5), through: 20, by: 1) {
      #expect(null.pValue(of: score, gc: .unknown) == null.nulls[2].pValue(of: score))
      #expect(
        null.pValue(of: score, gc: GCShare(strong: 0, known: 9)) == null.nulls[0].pValue(of: score))
      #expect(
        null.pValue(of: score, gc: GCShare(strong: 9, known: 9)) == null.nulls[4].pValue(of: score))
    }
  }

  @Test func windowsWithoutKnownBasesDoNotMoveTheBorders() {
    let background = sample(10_000, seed: 5)
    let unknown = Array(repeating: GCShare.unknown, count: 5000)
    let null = StratifiedNull(
      backgroundScores: background.scores, shares: background.shares, smallestSample: 1000)
    let mixed = StratifiedNull(
      backgroundScores: background.scores + unknown.map { _ in 7 },
      shares: background.shares + unknown, smallestSample: 1000)
    #expect(mixed.borders == null.borders)
    #expect(mixed.nulls[2].sampleCount == null.nulls[2].sampleCount + 5000)
    let none = StratifiedNull(
      backgroundScores: unknown.map { _ in 7 }, shares: unknown, smallestSample: 1000)
    #expect(none.nulls.count == 1)
  }

  @Test func oneStratumIsWrittenAsTheDistributionAlone() throws {
    let single = TinyModel.null
    let null = StratifiedNull(single)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(null) == encoder.encode(single))
    let decoded = try JSONDecoder().decode(StratifiedNull.self, from: encoder.encode(single))
    #expect(decoded == null && decoded.isValid)
    for score in stride(from: Float(-6), through: 6, by: 0.1) {
      for share in [GCShare.unknown, GCShare(strong: 1, known: 9), GCShare(strong: 9, known: 9)] {
        #expect(decoded.pValue(of: score, gc: share) == single.pValue(of: score))
      }
    }
  }

  @Test func strataSurviveWriting() throws {
    let background = sample(20_000, seed: 6)
    let null = StratifiedNull(
      backgroundScores: background.scores, shares: background.shares, smallestSample: 4000)
    #expect(null.nulls.count > 1)
    #expect(
      try JSONDecoder().decode(StratifiedNull.self, from: JSONEncoder().encode(null)) == null)
  }

  private static let good =
    #"{"sample_count":9,"body_probabilities":[1,0.5],"body_scores":[0,1],"tail_scale":1,"#
    + #""tail_shape":0}"#
  private static let bad =
    #"{"sample_count":9,"body_probabilities":[1,0.5],"body_scores":[1,0],"tail_scale":1,"#
    + #""tail_shape":0}"#

  private static let senseless: [(borders: [Double], strata: Int)] = {
    let many = (1...500).map { Double($0) / 501 }
    return [
      ([0.5], 1), ([], 2), ([], 0), ([0.5], 0), ([0.4, 0.6], 2), ([0], 2), ([1], 2), ([-0.1], 2),
      ([1e300], 2), ([0.6, 0.4], 3), ([0.5, 0.5], 3), ([0.5, 0.51], 4),
      (Array(many.prefix(64)), 65), (many, 501),
    ]
  }()

  @Test(arguments: senseless)
  func bordersThatMakeNoSenseAreRefused(borders: [Double], strata: Int) throws {
    try expectRefusal(borders, Array(repeating: Self.good, count: strata))
  }

  @Test func aStratumThatIsNoDistributionIsRefused() throws {
    try expectRefusal([0.5], [Self.good, Self.bad])
    try expectRefusal([0.5], [Self.bad, Self.good])
  }

  private func expectRefusal(_ borders: [Double], _ strata: [String]) throws {
    let json = #"{"gc_borders":\#(borders),"strata":[\#(strata.joined(separator: ","))]}"#
    let null = try JSONDecoder().decode(StratifiedNull.self, from: Data(json.utf8))
    #expect(!null.isValid)
    var file = try TinyModel.file()
    try file.setSection(BindingModel.Section.null, null)
    #expect(throws: (any Error).self) { try BindingModel(file) }
  }

  @Test func strataWithoutBordersAreRefused() {
    for json in [#"{"strata":[\#(Self.good)]}"#, #"{"gc_borders":[0.5]}"#, "[]"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(StratifiedNull.self, from: Data(json.utf8))
      }
    }
  }
}
