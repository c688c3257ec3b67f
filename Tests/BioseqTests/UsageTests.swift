import TestSupport
import Testing

@Suite struct UsageTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theVersionIsOneBareLine() throws {
    let outcome = try program.run("--version", folder: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    #expect(outcome.messages.isEmpty)
  }

  @Test(arguments: ["scan", "merge", "predict", "train", "evaluate", "models"])
  func everyCommandHasHelp(command: String) throws {
    let outcome = try program.run(command, "--help", folder: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("OVERVIEW: "))
    #expect(outcome.output.contains("USAGE: bioseq \(command)"))
  }

  @Test(arguments: [
    ["none"], ["scan"], ["scan", "x", "--stride", "0"], ["scan", "x", "-@", "0"],
    ["scan", "x", "-p", "2"], ["scan", "x", "-p", "0.1", "-q", "0.1"], ["scan", "-", "-"],
    ["scan", "x", "--format", "none"], ["scan", "x", "-o", "x.none"], ["predict"],
    ["train", "-o", "x"], ["train", "--positives", "x", "-o", "x"], ["evaluate"],
    ["models", "show"], ["scan", "x", "--models-dir", "/none"],
  ])
  func aWrongCommandLineIsAUsageError(arguments: [String]) throws {
    let outcome = try program.run(arguments, folder: folder)
    #expect(outcome.status == 64)
    #expect(!outcome.messages.isEmpty)
    #expect(outcome.output.isEmpty)
  }
}
