import CommandSupport
import Testing

@Suite struct TimeLimitTests {
  @Test(arguments: [
    ("3h30m", 12_600), ("90m", 5400), ("45s", 45), ("1d", 86_400), ("0.5s", 0.5),
    ("02:30:00", 9000), ("1-00:00:10", 86_410),
  ])
  func timesAreReadAsPeopleAndSchedulersWriteThem(text: String, seconds: Double) {
    #expect(TimeLimit(argument: text)?.seconds == seconds)
  }

  @Test(arguments: ["", "5", "0s", "h", "3m2h", "3h3h", "-1h", "1:2", "1:60:00", "x", "1h "])
  func whatIsNoTimeIsRefused(text: String) {
    #expect(TimeLimit(argument: text) == nil)
  }
}
