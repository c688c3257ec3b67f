import Foundation
import Testing
import UserFacing

@testable import CommandSupport

@Suite struct DiagnosticsTests {
  private struct Failure: UserFacingError {
    let diagnosis = Diagnosis(
      "no header", at: "\"a\nb\"", remedy: "add one", exitStatus: .badInputData)
  }

  private struct Message: Decodable, Equatable {
    var time, program, level, message: String
    var what, `where`, remedy: String?
    var status: Int?
  }

  @Test func linesNameProgramAndLevel() {
    let recorded = RecordedMessages()
    let diagnostics = Diagnostics(program: "ecg", stream: recorded.stream())
    diagnostics.error(Failure())
    diagnostics.warning("short\u{1B}[2J")
    diagnostics.note("reading")
    diagnostics.detail("hidden")
    #expect(
      recorded.text == """
        ecg: error: no header: "a\\nb"; add one
        ecg: warning: short\\u{1B}[2J
        ecg: reading

        """)
  }

  @Test(arguments: [(Verbosity.quiet, 2), (.normal, 3), (.verbose, 4)])
  func verbosityDecidesWhatIsShown(verbosity: Verbosity, count: Int) {
    let recorded = RecordedMessages()
    let diagnostics = Diagnostics(
      program: "p", verbosity: verbosity, stream: recorded.stream())
    diagnostics.error("e")
    diagnostics.warning("w")
    diagnostics.note("n")
    diagnostics.detail("d")
    #expect(recorded.lines.count == count)
  }

  @Test func jsonMessagesHoldTheDiagnosis() throws {
    let recorded = RecordedMessages()
    let diagnostics = Diagnostics(
      program: "bioseq", format: .json, verbosity: .normal, stream: recorded.stream(),
      now: { Date(timeIntervalSince1970: 0) })
    diagnostics.error(Failure())
    diagnostics.warning("say \"so\"")
    let messages = try recorded.lines.map {
      try JSONDecoder().decode(Message.self, from: Data($0.utf8))
    }
    #expect(
      messages == [
        Message(
          time: "1970-01-01T00:00:00Z", program: "bioseq", level: "error",
          message: Failure().diagnosis.line, what: "no header", where: "\"a\nb\"",
          remedy: "add one", status: 65),
        Message(
          time: "1970-01-01T00:00:00Z", program: "bioseq", level: "warning",
          message: "say \"so\""),
      ])
  }
}
