import Foundation
import RhythmTestSupport
import TestSupport
import Testing

/// Classifications in parts and their merging.
@Suite struct RecordShardTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Good records, one without verdict, one that cannot be read.
  private func mixedRecords() throws -> String {
    let path = try folder.records(8)
    try SyntheticRecord.write("records/flat", [Array(repeating: 5, count: 900)], in: folder)
    _ = try folder.write("bad 1 100 -5\n", to: "records/bad.hea")
    return path
  }

  private func classify(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try program.run(["classify", "-m", try folder.tinyModel()] + arguments, folder: folder)
  }

  private func merge(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try program.run(["merge"] + arguments, folder: folder)
  }

  private func shard(_ index: Int, of count: Int, _ arguments: [String]) throws -> String {
    let output = folder.file("\(index)-of-\(count).shard")
    let outcome = try classify(
      arguments + ["--shard", "\(index)/\(count)", "-o", output, "--force"]
        + ["-@", "\(1 + index % 2)"])
    #expect(outcome.status < 2, "\(outcome.messages)")
    return output
  }

  private static let forms = ["csv", "tsv", "jsonl", "txt"]

  private func outputs(_ name: String) -> [String] {
    Self.forms.flatMap { ["-o", folder.file("\(name).\($0)")] }
      + ["--force", "--manifest", folder.file(name + ".json")]
  }

  private func results(_ name: String) throws -> [[UInt8]] {
    try Self.forms.map { try folder.read("\(name).\($0)") }
  }

  private func items(_ name: String) throws -> [String] {
    let object = try JSONSerialization.jsonObject(with: Data(try folder.read(name + ".json")))
    let items = try #require((object as? [String: Any])?["items"] as? [[String: Any]])
    return items.map { "\($0["name"] ?? "") \($0["read"] ?? "") \($0["reported"] ?? "")" }
  }

  @Test func mergedShardsAreTheWholeClassification() throws {
    let input = [try mixedRecords(), folder.file("nowhere")]
    let whole = try classify(input + outputs("whole"))
    #expect(whole.status == 1)
    let expected = try results("whole")
    for count in [1, 2, 3, 7, 13] {
      let parts = try (1...count).map { try shard($0, of: count, input) }
      let merged = try merge(parts.shuffled() + outputs("merged"))
      #expect(merged.status == 1, "\(merged.messages)")
      let isEqual = try results("merged") == expected
      #expect(isEqual, "\(count) shards")
      #expect(try items("merged") == items("whole"))
      #expect(merged.errors == whole.errors)
    }
  }

  @Test func recordsInAnotherOrderAreTheSameShards() throws {
    let path = try folder.records(5)
    let paths = (0..<5).map { path + "/r\($0).hea" }
    let first = try shard(1, of: 2, paths)
    let second = try shard(2, of: 2, paths.reversed())
    let outcome = try merge([second, first])
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("rows are sorted by name"))
    #expect(outcome.output == (try classify([path])).output)
  }

  @Test func theMergedReportHasATableWithoutStrips() throws {
    let parts = try (1...2).map { try shard($0, of: 2, [try folder.records(3)]) }
    let page = folder.file("report.html")
    #expect(try merge(parts + ["--report", page, "-o", folder.file("x.csv")]).status == 0)
    let text = String(decoding: try folder.read("report.html"), as: UTF8.self)
    #expect(text.contains("<bdi>r2</bdi>") && !text.contains("Rhythm strips"))
  }

  @Test func shardsOfOtherRunsAreRefusedByName() throws {
    let path = try folder.records(4)
    let first = try shard(1, of: 2, [path])
    func expectRefusal(
      _ shards: [String], _ texts: String..., location: SourceLocation = #_sourceLocation
    ) throws {
      let outcome = try merge(shards + ["-o", folder.file("merged.csv")])
      #expect(outcome.status == 65, sourceLocation: location)
      #expect(outcome.errors.count == 1, sourceLocation: location)
      for text in texts {
        #expect(outcome.errors.first?.contains(text) == true, sourceLocation: location)
      }
      #expect(try !folder.names().contains("merged.csv"), sourceLocation: location)
    }
    try expectRefusal([first], "1 of 2 shards are missing", "2/2")
    try expectRefusal([first, first], "shard 1/2 was given twice")
    try expectRefusal([first, shard(2, of: 2, [path, "--lead", "0"])], "another options")
    try expectRefusal([first, shard(2, of: 3, [path])], "number of shards")
    try expectRefusal([first, shard(2, of: 2, [path + "/r1"])], "another input")
    let second = try shard(2, of: 2, [path])
    var bytes = try folder.read("2-of-2.shard")
    let place = try #require(bytes.lastIndex(of: UInt8(ascii: "9")))
    bytes[place - 70] ^= 1
    _ = try folder.write(bytes, to: "2-of-2.shard")
    try expectRefusal([first, second], "cut short or changed", "2-of-2.shard")
    // A record that has grown is another record.
    try SyntheticRecord.write(
      "records/r0", [SyntheticRecord.beats(700, frequency: 100)], in: folder)
    try expectRefusal([first, shard(2, of: 2, [path])], "another input")
  }

  @Test func whatAShardCannotDoIsRefused() throws {
    let path = try folder.records(2)
    let output = folder.file("x")
    for arguments in [
      ["--shard", "1/2"], ["--shard", "3/2", "-o", output], ["--shard", "0/2", "-o", output],
      ["--shard", "1/2", "-o", output, "--format", "csv"],
      ["--shard", "1/2", "-o", output, "--report", folder.file("r.html")],
      ["--shard", "1/2", "-o", path + "/r0.hea", "--force", path + "/r0.hea"],
    ] {
      let outcome = try classify([path] + arguments)
      #expect(outcome.status == 64, "\(arguments)")
      #expect(outcome.output.isEmpty)
    }
  }
}
