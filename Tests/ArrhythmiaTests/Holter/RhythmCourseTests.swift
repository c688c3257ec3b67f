import Testing

@testable import Arrhythmia
@testable import ECGSignal

@Suite struct RhythmCourseTests {
  private let course = RhythmCourse(
    signal: 1,
    episodes: [
      .init(frames: 0..<1000, rhythm: .normal), .init(frames: 1000..<2000, rhythm: .other),
      .init(frames: 2000..<6000, rhythm: .atrialFibrillation),
      .init(frames: 6000..<7000, rhythm: .noise), .init(frames: 7000..<7500, rhythm: nil),
      .init(frames: 7500..<9500, rhythm: .atrialFibrillation),
      .init(frames: 9500..<10_000, rhythm: .normal),
    ], frameFrequency: 100)

  @Test func theBurdenIsAShareOfTheTimeJudged() {
    #expect(course.analysableSeconds == 85)
    #expect(course.fibrillationSeconds == 60)
    #expect(course.burden == 60.0 / 85)
    #expect(
      course.summary
        == "AF burden 70.6 %: 2 episodes, longest 40 s; 15 % of the time could not be judged")
    #expect(course.seconds(of: course.episodes[2]) == 20..<60)
  }

  @Test func withoutJudgedTimeThereIsNoBurden() {
    let nothing = RhythmCourse(
      signal: 0, episodes: [.init(frames: 0..<10, rhythm: .noise)], frameFrequency: 1)
    #expect(nothing.burden == nil)
    #expect(nothing.summary == "no stretch could be judged")
    let normal = RhythmCourse(
      signal: 0, episodes: [.init(frames: 0..<10, rhythm: .normal)], frameFrequency: 1)
    #expect(normal.summary == "AF burden 0.0 %")
  }

  @Test func annotationsMarkEachChange() throws {
    let annotations = course.annotations()
    let listing = annotations.map { "\($0.time) \($0.code.symbol) \($0.subtype) \($0.text)" }
    #expect(
      listing == [
        "0 + 0 (N", "1 \" 0 normal rhythm", "1000 \" 0 other rhythm", "2000 + 0 (AFIB",
        "6000 ~ -1 ", "6000 + 0 (NOISE", "7500 ~ 0 ", "7500 + 0 (AFIB", "9500 + 0 (N",
        "9500 \" 0 normal rhythm",
      ])
    #expect(annotations.allSatisfy { $0.channel == 1 })
    let file = try AnnotationFile(AnnotationFile(annotations: annotations).encoded(), path: "")
    #expect(file.annotations == annotations)
    let spans = RhythmSpan.spans(in: file.annotations, end: 10_000)
    #expect(spans.map(\.rhythm) == ["N", "AFIB", "NOISE", "AFIB", "N"])
    #expect(spans.map(\.range.lowerBound) == [0, 2000, 6000, 7500, 9500])
  }
}
