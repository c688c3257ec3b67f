import Testing

@testable import ECGSignal

@Suite struct SignalQualityTests {
  private func quality(_ blocks: [[Int32]], flatLength: Int = 3) -> SignalQuality {
    var meter = SignalQualityMeter(rails: -100...100, flatLength: flatLength)
    for samples in blocks {
      let scale = SignalScale(gain: 10, baseline: 0)
      meter.add(SampleBlock(path: "r", signal: "II", [.digital(samples, scale)]))
    }
    return meter.quality
  }

  @Test func missingFlatAndClippedSamplesAreCounted() {
    let missing = SampleBlock.missingSample
    let quality = quality([[1, 2, 2, 2, 2, missing, 2, 2, 100, -100, 5]])
    #expect(quality.count == 11 && quality.missing == 1)
    #expect(quality.flat == 4 && quality.longestFlat == 4 && quality.clipped == 2)
    #expect(quality.range == -10...10)
    #expect(quality.missingFraction == 1.0 / 11)
  }

  @Test func piecesDoNotChangeTheResult() {
    let samples = noise(200, -3...3).flatMap { [Int32($0), Int32($0)] }
    let whole = quality([samples])
    for length in [1, 2, 7, 64] {
      let parts = stride(from: 0, to: samples.count, by: length).map {
        Array(samples[$0..<min($0 + length, samples.count)])
      }
      #expect(quality(parts) == whole)
    }
  }

  @Test func aSignalWithoutSamplesHasNoRange() {
    #expect(quality([[SampleBlock.missingSample, SampleBlock.missingSample]]).range == nil)
    #expect(quality([]).missingFraction == 0)
  }
}
