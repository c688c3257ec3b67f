import Testing
import UserFacing

@Suite struct DiagnosisTests {
  @Test func lineHoldsWhatWhereAndRemedyInOrder() {
    let diagnosis = Diagnosis(
      "no header line", at: "\"a.fa\", line 1", remedy: "start it with \">name\"",
      exitStatus: .badInputData)
    #expect(diagnosis.line == "no header line: \"a.fa\", line 1; start it with \">name\"")
  }

  @Test func controlCharactersCannotForgeASecondLine() {
    #expect("a\nb\u{1B}[2J".quoted == "\"a\\nb\\u{1B}[2J\"")
  }
}
