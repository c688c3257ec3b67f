import Foundation
import TestSupport
import Testing

/// Scans in parts and their merging.
@Suite struct ShardTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A long contig with binding sites and unknown bases, many short ones, some of one base or none.
  private func genome() throws -> String {
    let gap = String(repeating: "N", count: 700)
    let sites = (0..<40).map { bases(1500, seed: $0) + "TGGCCACCAGGGGGCGCTA" }.joined()
    var text = fasta(["none": "", "long": sites + gap + bases(30_000, seed: 2), "one": "A"])
    for index in 0..<60 {
      text += ">s\(index)\n" + bases(index * 13 % 400, seed: UInt64(index + 5)) + "\n"
    }
    return try folder.write(text + ">odd\nNACGNNRYNA\n>last\n", to: "genome.fa")
  }

  private func scan(
    _ input: String, _ shard: Int, of count: Int, _ options: [String]
  ) throws -> String {
    let output = folder.file("\(shard)-of-\(count).shard")
    let outcome = try program.run(
      ["scan", "-m", "ctcf", input, "--shard", "\(shard)/\(count)", "-o", output, "--force", "-@"]
        + ["\(1 + shard % 2)"] + options, folder: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return output
  }

  private func shards(_ input: String, _ count: Int, _ options: [String] = []) throws -> [String] {
    try (1...count).map { try scan(input, $0, of: count, options) }
  }

  private func merge(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try program.run(["merge"] + arguments, folder: folder)
  }

  private let formats = ["bed.gz", "narrowPeak", "gff3", "tsv", "jsonl", "bedGraph", "bg.gz"]

  private func outputs(_ name: String) -> [String] {
    formats.flatMap { ["-o", folder.file("\(name).\($0)")] }
      + ["--write-index", "--manifest", folder.file(name + ".json"), "--force"]
  }

  private func results(_ name: String) throws -> [[UInt8]] {
    try formats.map { try folder.read("\(name).\($0)") }
      + ["bed.gz.tbi", "bg.gz.tbi"].map { try folder.read("\(name).\($0)") }
  }

  private func items(_ name: String) throws -> [Manifest.Item] {
    try JSONDecoder().decode(Manifest.self, from: Data(try folder.read(name + ".json"))).items
  }

  @Test(arguments: [
    ["-p", "0.1", "--max-gap", "150"], ["-q", "0.3"], ["--min-probability", "0"],
  ])
  func mergedShardsAreTheWholeScan(threshold: [String]) throws {
    let input = try genome()
    let options = threshold + ["--stride", "40"]
    let whole = try program.run(
      ["scan", "-m", "ctcf", input] + options + outputs("whole"), folder: folder)
    #expect(whole.status == 0)
    let expected = try results("whole")
    #expect(expected.allSatisfy { !$0.isEmpty })
    #expect(expected[3].count(where: { $0 == UInt8(ascii: "\n") }) > 10)
    for count in threshold[0] == "-p" ? [1, 2, 3, 7, 64] : [3] {
      let parts = try shards(input, count, options + ["--keep-track"])
      let outcome = try merge(parts.shuffled() + outputs("merged"))
      #expect(outcome.status == 0, "\(outcome.messages)")
      let isEqual = try results("merged") == expected
      #expect(isEqual, "\(count) shards")
      #expect(try items("merged") == items("whole"))
    }
  }

  @Test func withoutATrackOnlyWhatMayBeCalledIsKept() throws {
    let input = try folder.genome()
    let parts = try shards(input, 2, ["-p", "0.2"])
    let outcome = try merge(parts)
    #expect(outcome.status == 0)
    #expect(
      outcome.output
        == (try program.run("scan", "-m", "ctcf", input, "-p", "0.2", folder: folder)).output)
    #expect(outcome.lines.count > 2)
    let refused = try merge(parts + ["-o", folder.file("x.bedgraph")])
    #expect(refused.status == 64)
    #expect(refused.errors.first?.contains("--keep-track") == true)
  }

  @Test func aShardIsRecordedInItsManifest() throws {
    let outcome = try program.run(
      "scan", folder.genome(), "--shard", "2/3", "-o", folder.file("x"), "--manifest",
      folder.file("x.json"), folder: folder)
    #expect(outcome.status == 0)
    let manifest = try JSONDecoder().decode(Manifest.self, from: Data(try folder.read("x.json")))
    #expect(manifest.shard == "2/3")
  }

  private func expectRefusal(
    _ arguments: [String], _ texts: String..., status: Int32 = 65,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try merge(arguments + ["-o", folder.file("merged.bed")])
    #expect(outcome.status == status, sourceLocation: location)
    #expect(outcome.errors.count == 1, sourceLocation: location)
    for text in texts {
      #expect(outcome.errors.first?.contains(text) == true, sourceLocation: location)
    }
    #expect(try !folder.names().contains("merged.bed"), sourceLocation: location)
  }

  @Test func missingAndDoubledShardsAreNamed() throws {
    let parts = try shards(try folder.genome(), 3)
    try expectRefusal([parts[0], parts[2]], "1 of 3 shards are missing", "2/3")
    try expectRefusal(parts + [parts[1]], "shard 2/3 was given twice", "2-of-3.shard")
    try expectRefusal([folder.file("none")], "no such file", status: 66)
  }

  @Test func shardsOfOtherRunsAreRefused() throws {
    let input = try folder.genome()
    let first = try scan(input, 1, of: 2, [])
    let other = try folder.write(
      fasta(["a": bases(4000), "b": bases(1000, seed: 3)]), to: "other.fa")
    try expectRefusal([first, scan(other, 2, of: 2, [])], "another input", "2-of-2.shard")
    try expectRefusal([first, scan(input, 2, of: 2, ["-p", "0.1"])], "another threshold")
    try expectRefusal([first, scan(input, 2, of: 2, ["--strand", "forward"])], "another options")
    try expectRefusal([first, scan(input, 2, of: 2, ["--keep-track"])], "--keep-track")
    try expectRefusal([first, scan(input, 2, of: 3, [])], "number of shards")
  }

  @Test func aDamagedShardIsRefused() throws {
    let parts = try shards(try folder.genome(), 2, ["-p", "1"])
    let bytes = try folder.read("2-of-2.shard")
    let second = folder.file("second")
    let place = try #require(bytes.lastIndex(of: UInt8(ascii: "E")))
    var edited = bytes
    edited[place + 2] = edited[place + 2] == 0x31 ? 0x32 : 0x31
    let files: [[UInt8]] = [
      edited, Array(bytes.dropLast()), Array(bytes.dropLast(300)), bytes + [0x0A],
      Array(bytes.prefix(20)),
    ]
    for damaged in files {
      _ = try folder.write(damaged, to: "second")
      try expectRefusal([parts[0], second], "cut short or changed", "second")
    }
    _ = try folder.write("#contig\tstart\n", to: "second")
    try expectRefusal([parts[0], second], "is no shard", "second")
  }

  @Test func whatCannotBeSplitIsRefused() throws {
    let input = try folder.genome()
    let output = folder.file("x")
    for arguments in [
      ["-", "--shard", "1/2", "-o", output], [input, "--shard", "3/2", "-o", output],
      [input, "--shard", "1/2"], [input, input, "--shard", "1/2", "-o", output],
      [input, "--shard", "1/2", "-o", output, "-r", "a:1-50"],
      [input, "--shard", "1/2", "-o", input, "--force"], [input, "--keep-track"],
      [program.reference("reads.bam"), "--shard", "1/2", "-o", output],
    ] {
      let outcome = try program.run(["scan"] + arguments, folder: folder)
      #expect(outcome.status == 64, "\(arguments)")
      #expect(!outcome.messages.isEmpty && outcome.output.isEmpty)
    }
    #expect(try folder.names() == ["genome.fa"])
  }

  @Test func aBrokenInputGivesNoShard() throws {
    let input = try folder.write(">a\n" + bases(500) + "\n%", to: "x.fa")
    let outcome = try program.run(
      "scan", input, "--shard", "1/2", "-o", folder.file("x"), folder: folder)
    #expect(outcome.status == 65)
    #expect(try folder.names() == ["x.fa"])
  }
}

/// What a test asks of a manifest.
private struct Manifest: Decodable {
  struct Item: Decodable, Equatable {
    let name: String
    let read: Int
    let ambiguous: Int
    let scored: Int
    let reported: Int
    let skipped: [String: Int]
  }

  let shard: String?
  let items: [Item]
}
