import Foundation
import RhythmTestSupport
import TestSupport
import Testing

/// Classifications that are ended early and gone on with.
@Suite struct RecordResumeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func records(_ count: Int) throws -> String {
    let path = try folder.subfolder("records")
    for index in 0..<count {
      let samples = SyntheticRecord.beats(400 + 37 * (index % 40), frequency: 100, seed: index)
      try SyntheticRecord.write("records/r\(index)", [samples], in: folder)
    }
    // One too long for one verdict, one without verdict, one that cannot be read.
    let long = SyntheticRecord.beats(9000, frequency: 100)
    try SyntheticRecord.write("records/m", [long], in: folder)
    try SyntheticRecord.write("records/flat", [Array(repeating: 5, count: 900)], in: folder)
    _ = try folder.write("bad 1 100 -5\n", to: "records/bad.hea")
    return path
  }

  private func classify(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try program.run(["classify", "-m", try folder.tinyModel()] + arguments, folder: folder)
  }

  private func resume(_ arguments: [String], journal: String) throws -> Int {
    var limit = 0.02
    for stops in 0..<40 {
      let outcome = try classify(arguments + ["--resume", "--time-limit", "\(limit)s"])
      if outcome.status < 2 { return stops }
      try #require(outcome.status == 75, "\(outcome.messages)")
      // Tears the journal's end off, as a failing machine may.
      if stops % 3 == 1, try folder.names().contains(journal) {
        _ = try folder.write(folder.read(journal).dropLast(5), to: journal)
      }
      limit *= 1.3
    }
    Issue.record("the work is never done")
    return 0
  }

  @Test func aClassificationThatIsEndedEarlyGoesOnToTheSameBytes() throws {
    let input = try records(150)
    let forms = ["csv", "tsv", "jsonl", "txt"]
    func outputs(_ name: String) -> [String] {
      forms.flatMap { ["-o", folder.file("\(name).\($0)")] }
        + ["--annotations", folder.file("\(name)-marks")]
    }
    #expect(try classify([input] + outputs("whole")).status == 1)
    #expect(try resume([input, "-@", "2"] + outputs("parts"), journal: "parts.csv.journal") > 0)
    for form in forms {
      #expect(try folder.read("parts.\(form)") == folder.read("whole.\(form)"))
    }
    #expect(try folder.read("parts-marks/m.rhythm") == folder.read("whole-marks/m.rhythm"))
    #expect(try folder.names().allSatisfy { !$0.contains("journal") && !$0.hasPrefix(".") })
    #expect(try names(in: folder.file("parts-marks")) == ["m.rhythm"])
  }

  @Test func aShardGoesOnToTheSameBytes() throws {
    let options = [try records(120), "--shard", "2/2"]
    #expect(try classify(options + ["-o", folder.file("whole")]).status < 2)
    #expect(
      try resume(options + ["-o", folder.file("parts")], journal: "parts.journal") > 0)
    #expect(try folder.read("parts") == folder.read("whole"))
  }

  @Test func aJournalOfAnotherRunIsRefusedWithTheReason() throws {
    let input = try records(200)
    let options = ["-o", folder.file("x.csv"), "--resume"]
    var limit = 0.05
    while try !folder.names().contains("x.csv.journal") {
      let begun = try classify([input, "-@", "1", "--time-limit", "\(limit)s"] + options)
      try #require(begun.status == 75, "\(begun.messages)")
      limit *= 1.3
    }
    for (arguments, text) in [
      (["--lead", "0"], "options"), (["-o", folder.file("y.tsv")], "set of outputs"),
      (["--shard", "1/2"], "shard"),
    ] {
      let outcome = try classify([input] + options + arguments)
      #expect(outcome.status == 65 || outcome.status == 64, "\(arguments)")
      #expect(outcome.messages.contains(text), "\(outcome.messages)")
    }
    try SyntheticRecord.write(
      "records/r9", [SyntheticRecord.beats(500, frequency: 100)], in: folder)
    let changed = try classify([input] + options)
    #expect(changed.status == 65)
    #expect(changed.errors.first?.contains("another input") == true)
    #expect(try !folder.names().contains("x.csv"))
  }
}
