import Foundation
import TestSupport
import Testing

/// Scans that are ended early and gone on with.
@Suite struct ResumeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Contigs long and short, some of one base or none.
  private func genome() throws -> String {
    let gap = String(repeating: "N", count: 700)
    let sites = (0..<30).map { bases(1500, seed: $0) + "TGGCCACCAGGGGGCGCTA" }.joined()
    var text = fasta(["none": "", "long": sites + gap + bases(50_000, seed: 2), "one": "A"])
    for index in 0..<150 {
      text += ">s\(index)\n" + bases(index * 13 % 400, seed: UInt64(index + 5)) + "\n"
    }
    return try folder.write(text + ">last\n", to: "genome.fa")
  }

  private func scan(_ arguments: [String]) throws -> BuiltProgram.Outcome {
    try program.run(["scan"] + arguments, folder: folder)
  }

  /// Runs until the work is done, each time a little longer; returns how often it was ended early.
  private func resume(_ arguments: [String], journal: String) throws -> Int {
    var limit = 0.05
    for stops in 0..<40 {
      let outcome = try scan(arguments + ["--resume", "--time-limit", "\(limit)s"])
      if outcome.status == 0 { return stops }
      try #require(outcome.status == 75, "\(outcome.messages)")
      try cut(journal, dropping: stops % 3 == 1 ? 7 : 0)
      limit *= 1.3
    }
    Issue.record("the work is never done")
    return 0
  }

  /// Tears the journal's end off, as a failing machine may.
  private func cut(_ journal: String, dropping count: Int) throws {
    guard count > 0, try folder.names().contains(journal) else { return }
    _ = try folder.write(folder.read(journal).dropLast(count), to: journal)
  }

  private func outputs(_ name: String) -> [String] {
    ["bed.gz", "tsv", "bedGraph"].flatMap { ["-o", folder.file("\(name).\($0)")] }
      + ["--write-index", "--manifest", folder.file(name + ".json")]
  }

  private func results(_ name: String) throws -> [[UInt8]] {
    try ["bed.gz", "bed.gz.tbi", "tsv", "bedGraph"].map { try folder.read("\(name).\($0)") }
  }

  /// What the manifest says of each contig, as text.
  private func items(_ name: String) throws -> Substring {
    let text = String(decoding: try folder.read(name + ".json"), as: UTF8.self)
    let start = try #require(text.range(of: "\"items\""))
    let end = try #require(text.range(of: "\"models\""))
    let items = text[start.lowerBound..<end.lowerBound]
    #expect(items.contains("\"ambiguous\" : 700"))
    return items
  }

  @Test(arguments: [["-p", "0.1", "--max-gap", "150"], ["-q", "0.3"]])
  func aScanThatIsEndedEarlyGoesOnToTheSameBytes(threshold: [String]) throws {
    let options = [try genome(), "--stride", "7"] + threshold
    #expect(try scan(options + outputs("whole") + ["-@", "2"]).status == 0)
    let stops = try resume(
      options + outputs("parts") + ["-@", "1", "--force"], journal: "parts.bed.gz.journal")
    #expect(stops > 1)
    #expect(try results("parts") == results("whole"))
    #expect(try items("parts") == items("whole"))
    #expect(try folder.names().allSatisfy { !$0.contains("journal") && !$0.hasPrefix(".") })
  }

  @Test func aScanOfBinsThatIsEndedEarlyGoesOnToTheSameBytes() throws {
    let options = [try genome(), "-m", "ctcf-dense", "-p", "0.1"]
    #expect(try scan(options + outputs("whole") + ["-@", "2"]).status == 0)
    let stops = try resume(
      options + outputs("parts") + ["-@", "1", "--force"], journal: "parts.bed.gz.journal")
    #expect(stops > 0)
    #expect(try results("parts") == results("whole"))
    #expect(try items("parts") == items("whole"))
  }

  @Test func aShardGoesOnToTheSameBytes() throws {
    let options = [try genome(), "--stride", "9", "-p", "0.2", "--shard", "2/3"]
    #expect(try scan(options + ["-o", folder.file("whole")]).status == 0)
    #expect(
      try resume(options + ["-o", folder.file("parts")], journal: "parts.journal") > 0)
    #expect(try folder.read("parts") == folder.read("whole"))
    #expect(try folder.names() == ["genome.fa", "parts", "whole"])
  }

  @Test func aJournalOfAnotherRunIsRefusedWithTheReason() throws {
    let input = try genome()
    let output = folder.file("x.tsv")
    let options = ["-o", output, "--resume"]
    var limit = 0.05
    while try !folder.names().contains("x.tsv.journal") {
      let begun = try scan([input, "--stride", "3", "--time-limit", "\(limit)s"] + options)
      try #require(begun.status == 75, "\(begun.messages)")
      limit *= 1.3
    }
    let journal = try folder.read("x.tsv.journal")
    for (arguments, text) in [
      (["--stride", "4"], "another options"), (["--stride", "3", "-p", "0.5"], "threshold"),
      (["--stride", "3", "-o", folder.file("y.bed")], "set of outputs"),
      (["--stride", "3", "--shard", "1/2"], "shard"),
    ] {
      let outcome = try scan([input] + options + arguments)
      #expect(outcome.status == 65, "\(arguments)")
      #expect(outcome.errors.first?.contains(text) == true, "\(outcome.messages)")
    }
    _ = try folder.write(try folder.read("genome.fa") + Array("A\n".utf8), to: "genome.fa")
    let changed = try scan([input, "--stride", "3"] + options)
    #expect(changed.errors.first?.contains("the file was changed") == true)
    #expect(try folder.read("x.tsv.journal") == journal)
    #expect(try folder.names() == ["genome.fa", "x.tsv.journal"])
  }

  @Test func aFileThatIsNoJournalIsLeftAlone() throws {
    let input = try folder.genome()
    _ = try folder.write("notes\n", to: "x.tsv.journal")
    let outcome = try scan([input, "-o", folder.file("x.tsv"), "--resume"])
    #expect(outcome.status == 73)
    #expect(outcome.errors.first?.contains("is no journal") == true)
    #expect(try folder.read("x.tsv.journal") == Array("notes\n".utf8))
  }

  @Test func whatCannotBeResumedIsRefused() throws {
    let input = try folder.genome()
    _ = try folder.write("old", to: "old.tsv")
    let output = ["-o", folder.file("x.tsv")]
    for (arguments, status) in [
      ([input, "--resume"], 64), (["-", "--resume"] + output, 64),
      ([input, input, "--resume"] + output, 64), ([input, "--time-limit", "1h"] + output, 64),
      ([input, "--resume", "--time-limit", "soon"] + output, 64),
      ([input, "--resume", "-r", "a:1-9"] + output, 64),
      ([program.reference("reads.bam"), "--resume"] + output, 64),
      ([input, "--resume", "-o", folder.file("old.tsv")], 73),
      ([folder.file("none.fa"), "--resume"] + output, 66),
    ] as [([String], Int32)] {
      let outcome = try scan(arguments)
      #expect(outcome.status == status, "\(arguments): \(outcome.messages)")
    }
    #expect(try folder.names() == ["genome.fa", "old.tsv"])
  }
}
