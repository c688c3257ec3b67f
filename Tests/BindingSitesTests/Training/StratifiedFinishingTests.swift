import RecurrentCore
import Testing

@testable import BindingSites

/// Nulls fitted on sequences of many compositions.
@Suite struct StratifiedFinishingTests {
  /// Bases whose G+C content is drawn anew for each sequence.
  private static func draw(_ length: Int) -> (inout RandomGenerator) -> [UInt8] {
    { generator in
      let content = 0.2 + 0.6 * generator.uniform()
      return (0..<length).map { _ in
        let isLow = generator.uniform() < 0.5
        return generator.uniform() < content ? (isLow ? 1 : 2) : (isLow ? 0 : 3)
      }
    }
  }

  private func ratios(
    _ null: StratifiedNull, _ scores: (logits: [Float], shares: [GCShare]), at nominal: Double
  ) -> [Double] {
    var (passed, all) = (Array(repeating: 0, count: 3), Array(repeating: 0, count: 3))
    for (logit, share) in zip(scores.logits, scores.shares) {
      guard let gc = share.value else { continue }
      let part = gc < 0.4 ? 0 : gc < 0.6 ? 1 : 2
      all[part] += 1
      passed[part] += null.pValue(of: logit, gc: share) <= nominal ? 1 : 0
    }
    return zip(passed, all).map { Double($0) / Double($1) / nominal }
  }

  @Test(arguments: [false, true])
  func pValuesOfFreshBackgroundAreUniformInEveryPart(isOfBins: Bool) async throws {
    let scorer: SiteScorer = isOfBins ? try TinyBinModel.scorer() : .windows(try TinyModel.scorer())
    let length = isOfBins ? 256 : TinyModel.window
    let scoresOfOne = isOfBins ? 64 : 1
    let null = try await ModelFinishing(scorer, seed: 1, threads: 2).null(
      of: 64_000, scoresOfOne: scoresOfOne, drawnBy: Self.draw(length))
    #expect(null.nulls.count == 2 && null.sampleCount == 64_000 && null.isValid)
    #expect(null.nulls.allSatisfy { $0.sampleCount > 30_000 - 1 })
    var generator = RandomGenerator(seed: 9)
    let draw = Self.draw(length)
    let fresh = try await SequenceScorer(scorer, settings: ScanSettings()).binScores(
      (0..<32_000 / scoresOfOne).map { _ in draw(&generator) }, threads: 2)
    #expect(fresh.logits.count == 32_000 && fresh.shares.count == 32_000)
    for nominal in [0.2, 0.05] {
      let ratios = ratios(null, fresh, at: nominal)
      #expect(ratios.allSatisfy { 0.4...2 ~= $0 }, "\(ratios) at \(nominal)")
    }
  }

  @Test func theStrataDoNotDependOnThreads() async throws {
    let scorer = SiteScorer.windows(try TinyModel.scorer())
    func null(_ threads: Int) async throws -> StratifiedNull {
      try await ModelFinishing(scorer, seed: 5, threads: threads).null(
        of: 62_000, drawnBy: Self.draw(TinyModel.window))
    }
    let (one, three) = (try await null(1), try await null(3))
    #expect(one == three)
  }
}
