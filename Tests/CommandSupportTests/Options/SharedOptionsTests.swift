import ArgumentParser
import CommandSupport
import Testing

@Suite struct SharedOptionsTests {
  @Test func optionsAreReadInAllTheirForms() throws {
    let options = try SharedOptions.parse([
      "-@", "3", "--seed", "9", "--quiet", "--log-format", "json", "--manifest", "m.json",
      "--force",
    ])
    #expect(options.threadCount == 3)
    #expect(options.seed == 9)
    #expect(options.messages.verbosity == .quiet)
    #expect(options.messages.logFormat == .json)
    #expect(options.manifest == "m.json")
    #expect(options.force)
    #expect(try SharedOptions.parse(["-@8"]).threadCount == 8)
    #expect(try SharedOptions.parse(["--threads", "2"]).threadCount == 2)
  }

  @Test func defaultsAreThoseOfTheContract() throws {
    let options = try SharedOptions.parse([])
    #expect(options.threadCount >= 1)
    #expect(options.messages.verbosity == .normal)
    #expect(options.messages.logFormat == .text)
    #expect(!options.force)
  }

  @Test(arguments: [
    ["--threads", "0"], ["-@", "-1"], ["--threads", "x"], ["--quiet", "--verbose"],
    ["--seed", "-1"], ["--log-format", "xml"],
  ])
  func nonsenseIsAUsageError(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try SharedOptions.parse(arguments) }
    if let error { #expect(SharedOptions.exitCode(for: error).rawValue == 64) }
  }

  @Test func outputsMayBeRepeated() throws {
    let options = try OutputOptions.parse(["-o", "a.bed", "--output", "-", "--format", "bed"])
    #expect(options.output == ["a.bed", "-"])
    #expect(options.format == ["bed"])
  }
}
