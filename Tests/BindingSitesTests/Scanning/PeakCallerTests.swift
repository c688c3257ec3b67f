import Testing

@testable import BindingSites

@Suite struct PeakCallerTests {
  private func peaks(
    _ windows: [(contig: Int, start: Int64, logit: Float)], maximumGap: Int64 = 0,
    minimumLength: Int64 = 0
  ) -> [Peak] {
    var caller = PeakCaller(maximumGap: maximumGap, minimumLength: minimumLength)
    var result: [Peak] = []
    for (contig, start, logit) in windows {
      let window = PeakCaller.Window(start: start, end: start + 101, logit: logit, gc: .unknown)
      if let peak = caller.add(window, contigIndex: contig) { result.append(peak) }
    }
    if let peak = caller.finish() { result.append(peak) }
    return result
  }

  @Test func overlappingAndTouchingWindowsBecomeOnePeakWithTheBestWindowsSummit() {
    let result = peaks([(0, 100, 1), (0, 150, 3), (0, 251, 2)])
    #expect(result.count == 1)
    #expect(result[0].start == 100 && result[0].end == 352)
    #expect(result[0].summit == 200 && result[0].logit == 3 && result[0].windowCount == 3)
  }

  @Test func aGapOfOneBaseSplitsUnlessAllowed() {
    let windows: [(Int, Int64, Float)] = [(0, 0, 1), (0, 102, 1)]
    #expect(peaks(windows).count == 2)
    #expect(peaks(windows, maximumGap: 1).count == 1)
  }

  @Test func contigsNeverShareAPeak() {
    #expect(peaks([(0, 0, 1), (1, 0, 1)], maximumGap: 1000).map(\.contigIndex) == [0, 1])
  }

  @Test func shortPeaksAreLeftOut() {
    let result = peaks([(0, 0, 1), (0, 500, 1), (0, 550, 1)], minimumLength: 102)
    #expect(result.map(\.start) == [500])
  }
}
