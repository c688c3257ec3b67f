import TestSupport
import Testing

@testable import CommandSupport

@Suite struct RunFilesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func whatIsReadIsNotWritten() throws {
    let genome = try folder.write(">a\nACGT\n", to: "genome.fa")
    let other = folder.path + "/./genome.fa"
    #expect(throws: CommandSupportError.outputIsInput(output: other, input: genome)) {
      try RunFiles(read: ["-", "ctcf", genome], written: [nil, "-", other]).check()
    }
    try RunFiles(read: [genome], written: [folder.file("sites.tsv")]).check()
  }

  @Test func noFileIsWrittenTwice() throws {
    let table = folder.file("sites.tsv")
    #expect(throws: CommandSupportError.duplicateOutput(path: table)) {
      try RunFiles(written: [table]).writing(table).check()
    }
    try RunFiles(written: ["-", "-", "/dev/null", "/dev/null", table]).check()
  }
}
