import Testing

@testable import Arrhythmia

@Suite struct RhythmClassTests {
  @Test(arguments: RhythmClass.allCases)
  func labelsRoundTrip(_ rhythm: RhythmClass) {
    #expect(RhythmClass(label: rhythm.label) == rhythm)
  }

  @Test func otherLabelsAreNone() {
    #expect(RhythmClass(label: "n") == nil)
    #expect(RhythmClass(label: "") == nil)
  }
}
