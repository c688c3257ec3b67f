import Testing

@testable import Arrhythmia

@Suite struct EpisodeMergerTests {
  private let windows = RhythmWindows(60_000, SignalContract(scaling: .millivolts(1)))
  private var merger: EpisodeMerger { EpisodeMerger(windows: windows, samplingFrequency: 200) }

  /// Answers of 28 windows over 30 steps of 10 s: a letter for each, `.` for none.
  private func answers(_ letters: String) -> [[Double]?] {
    letters.map { letter in
      RhythmClass(label: String(letter)).map { rhythm in
        RhythmClass.allCases.map { $0 == rhythm ? 0.7 : $0 == .other ? 0.2 : 0.05 }
      }
    }
  }

  private func rhythms(_ letters: String) -> String {
    #expect(letters.count == windows.count)
    return merger.rhythms(answers(letters)).map { $0?.label ?? "." }.joined()
  }

  @Test func oneRhythmThroughoutIsOneRun() {
    #expect(rhythms(String(repeating: "N", count: 28)) == String(repeating: "N", count: 30))
    let rhythms = merger.rhythms(answers(String(repeating: "A", count: 28)))
    #expect(EpisodeMerger.runs(rhythms) == [0..<30])
  }

  @Test func anEpisodeIsAsLongAsItsWindowsSay() {
    // Windows 10...17 see mostly the steps 11...18.
    #expect(
      rhythms("NNNNNNNNNNAAAAAAAANNNNNNNNNN")
        == "NNNNNNNNNNNAAAAAAAANNNNNNNNNNN")
  }

  @Test func oneDeviatingWindowIsSmoothedAway() {
    #expect(!rhythms("NNNNNNNNNNANNNNNNNNNNNNNNNNN").contains("A"))
    #expect(
      rhythms("AAAAAAAAAAANAAAAAAAAAAAAAAAA") == String(repeating: "A", count: 30))
  }

  @Test func fibrillationOfLessThanHalfAMinuteIsNone() {
    // Two windows out of three say so for two steps: 20 s.
    #expect(!rhythms("NNNNNNNNNNAANNNNNNNNNNNNNNNN").contains("A"))
    #expect(rhythms("NNNNNNNNNNAAANNNNNNNNNNNNNNN").filter { $0 == "A" }.count == 3)
  }

  @Test func shortInterruptionsBelongToTheFibrillation() {
    #expect(
      rhythms("AAAAAAAAAAANNAAAAAAAAAAAAAAA") == String(repeating: "A", count: 30))
    #expect(rhythms("AAAAAAAAAANNNNAAAAAAAAAAAAAA").contains("N"))
  }

  @Test func stepsWithoutAJudgedWindowHaveNoRhythm() {
    let found = rhythms("NNNNNNNN......NNNNNNNNNNNNNN")
    #expect(found == "NNNNNNNNNN....NNNNNNNNNNNNNNNN")
  }
}
