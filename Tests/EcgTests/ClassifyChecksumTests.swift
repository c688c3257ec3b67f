import Foundation
import RhythmTestSupport
import TestSupport
import Testing

/// What `ecg classify` says of records whose signal files are not what their headers say.
@Suite struct ClassifyChecksumTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ command: String, _ arguments: [String]) throws -> BuiltProgram.Outcome {
    let model = command == "classify" ? ["-m", try folder.tinyModel()] : []
    return try program.run([command] + model + arguments, folder: folder)
  }

  /// Records with checksums: two leads each, `long` too long for one verdict.
  private func records() throws -> String {
    let path = try folder.subfolder("records")
    for (name, length) in [("a", 600), ("b", 900), ("long", 9000)] {
      let leads = [1, 2].map { SyntheticRecord.beats(length, frequency: 100, seed: $0) }
      try SyntheticRecord.write("records/\(name)", leads, hasChecksums: true, in: folder)
    }
    return path
  }

  /// Changes one byte of a lead's sample in the middle of a record.
  private func damage(_ record: String, lead: Int = 0) throws {
    var bytes = try folder.read("records/\(record).dat")
    bytes[bytes.count / 8 * 4 + 2 * lead] ^= 1
    _ = try folder.write(bytes, to: "records/\(record).dat")
  }

  @Test func intactRecordsGiveNoWarning() throws {
    let outcome = try run("classify", [try records()])
    #expect(outcome.status == 0)
    #expect(outcome.warnings.isEmpty)
    #expect(!outcome.output.contains("checksum"))
  }

  @Test(arguments: ["a", "long"])
  func aChangedByteIsAWarningBesideTheVerdict(record: String) throws {
    let input = try records()
    try damage(record)
    let manifest = folder.file("m.json")
    let outcome = try run("classify", [input, "--manifest", manifest])
    #expect(outcome.status == 0)
    let told = outcome.warnings
    #expect(told.count == 1)
    let start = "ecg: warning: \"\(record)\": the checksum of signal \"L0\" is "
    #expect(told.first?.hasPrefix(start) == true)
    #expect(told.first?.contains(", the header says ") == true)
    #expect(told.first?.hasSuffix("may be damaged or not the header's own") == true)
    let rows = outcome.lines.filter { $0.contains("checksum") }
    #expect(rows.count == 1)
    #expect(rows.first?.hasPrefix(record + ",") == true)
    #expect(rows.first?.contains(",ok,") == true)
    #expect(try String(decoding: folder.read("m.json"), as: UTF8.self).contains("\"warnings\" : 1"))
    // The other lead is as it was.
    #expect(try run("classify", [input, "--lead", "L1"]).warnings.isEmpty)
  }

  @Test func aChecksumOfZeroIsNone() throws {
    let samples = SyntheticRecord.beats(600, frequency: 100)
    #expect(Int16(truncatingIfNeeded: samples.reduce(0, +)) != 0)
    let path = try SyntheticRecord.write("zero", [samples], in: folder)
    #expect(try run("classify", [path]).warnings.isEmpty)
  }

  @Test func shardsAndResumedRunsWarnTheSame() throws {
    let input = try records()
    for record in ["b", "long"] { try damage(record) }
    let forms = ["csv", "jsonl", "tsv"]
    func outputs(_ name: String) -> [String] {
      forms.flatMap { ["-o", folder.file("\(name).\($0)"), "--force"] }
    }
    let whole = try run("classify", [input] + outputs("whole"))
    #expect(whole.warnings.count == 2)
    for index in 1...2 {
      let shard = ["--shard", "\(index)/2", "-o", folder.file("\(index).shard"), "-@", "\(index)"]
      #expect(try run("classify", [input] + shard).status == 0)
    }
    let merged = try run(
      "merge", [folder.file("2.shard"), folder.file("1.shard")] + outputs("merged"))
    #expect(merged.warnings == whole.warnings)
    var resumed = whole
    var limit = 0.01
    repeat {
      resumed = try run(
        "classify", [input, "--resume", "--time-limit", "\(limit)s", "-@", "2"] + outputs("parts"))
      try #require(resumed.status == 0 || resumed.status == 75, "\(resumed.messages)")
      limit *= 1.3
    } while resumed.status == 75
    #expect(resumed.warnings == whole.warnings)
    for form in forms {
      let expected = try folder.read("whole.\(form)")
      #expect(String(decoding: expected, as: UTF8.self).contains("checksum"))
      #expect(try folder.read("merged.\(form)") == expected)
      #expect(try folder.read("parts.\(form)") == expected)
    }
  }
}
