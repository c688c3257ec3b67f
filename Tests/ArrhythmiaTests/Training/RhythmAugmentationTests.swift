import RecurrentCore
import Testing

@testable import Arrhythmia

@Suite struct RhythmAugmentationTests {
  static let signal = (0..<2000).map { Float($0 % 100) - 49.5 }
  static let contract = SignalContract(scaling: .standardDeviation)

  /// Copies of the signal, each varied with a seed of its own.
  private func varied(
    _ change: (inout RhythmAugmentation) -> Void, count: UInt64 = 60
  ) -> [[Float]] {
    var augmentation = RhythmAugmentation()
    change(&augmentation)
    return (1...count).map { seed in
      var generator = RandomGenerator(seed: seed)
      return augmentation(Self.signal, Self.contract, &generator)
    }
  }

  @Test func nothingAskedForChangesNothing() {
    #expect(varied { _ in }.allSatisfy { $0 == Self.signal })
  }

  @Test func halfOfTheSignalsAreFlipped() {
    let flipped = varied { $0.flipsSign = true }
    let inverse = Self.signal.map { -$0 }
    #expect(flipped.allSatisfy { $0 == Self.signal || $0 == inverse })
    #expect(15...45 ~= flipped.count { $0 == inverse })
  }

  @Test func theStartIsCutOff() {
    let cut = varied { $0.largestOffset = 256 }
    #expect(cut.allSatisfy { $0 == Self.signal.suffix($0.count) && $0.count >= 1744 })
    #expect(Set(cut.map(\.count)).count > 30)
  }

  @Test func timeIsStretchedEitherWayInFourOfFive() {
    let lengths = varied { $0.stretch = 0.05 }.map(\.count)
    #expect(lengths.allSatisfy { 1900...2100 ~= $0 })
    #expect(3...24 ~= lengths.count { $0 == 2000 })
    #expect(lengths.contains { $0 < 1970 } && lengths.contains { $0 > 2030 })
    #expect(RhythmAugmentation.resampled([0, 2, 4], count: 5) == [0, 1, 2, 3, 4])
  }

  @Test func partsAreNotShorterThanAskedForNorThanTheModelNeeds() {
    let parts = varied { $0.shortestShare = 0.6 }
    #expect(parts.allSatisfy { 1200...2000 ~= $0.count })
    #expect(Set(parts.map { $0.first }).count > 10)
    let short = varied {
      $0.shortestShare = 0.01
      $0.largestOffset = 5000
    }
    #expect(short.allSatisfy { $0.count >= 512 })
  }

  @Test func amplitudesChangeWithinTheirRange() {
    let factors = varied { $0.amplitude = 0.5 }.map { $0[0] / Self.signal[0] }
    #expect(factors.allSatisfy { $0 >= 1 / 1.5001 && $0 <= 1.5001 })
    #expect(factors.contains { $0 < 0.8 } && factors.contains { $0 > 1.2 })
  }

  @Test func noiseAndWavesStayBelowTheirSize() {
    let deviation = RhythmAugmentation.standardDeviation(Self.signal)
    func deviations(_ signals: [[Float]]) -> [Double] {
      signals.map { signal in
        RhythmAugmentation.standardDeviation(zip(signal, Self.signal).map { $0 - $1 }) / deviation
      }
    }
    let noise = deviations(varied { $0.noise = 0.1 })
    #expect(noise.allSatisfy { $0 < 0.105 } && noise.contains { $0 > 0.07 })
    let waves = deviations(varied { $0.wander = 0.1 })
    #expect(waves.allSatisfy { $0 < 0.3 } && waves.contains { $0 > 0.05 })
  }

  @Test func aStretchIsMasked() {
    let zeros = varied { $0.masking = 0.2 }.map { signal in signal.count { $0 == 0 } }
    #expect(zeros.allSatisfy { 0...400 ~= $0 })
    #expect(zeros.contains { $0 > 200 })
  }
}
