import Foundation
import RhythmTestSupport
import TestSupport
import Testing

/// Folders and names that are not what they should be: one bad entry harms no other record, and none is
/// left out without a word.
@Suite struct FaultyFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func classify(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try program.run(["classify", "-m", try folder.tinyModel()] + arguments, folder: folder)
  }

  private func rows(_ outcome: BuiltProgram.Outcome) -> [[String]] {
    outcome.lines.dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func beats(_ name: String) throws {
    try SyntheticRecord.write(name, [SyntheticRecord.beats(600, frequency: 100)], in: folder)
  }

  @Test func aLineOfRecordsThatLeadsOutFailsAlone() throws {
    let path = try folder.records(2)
    _ = try folder.write("r1\n../secret\nr0\nnone\n", to: "records/RECORDS")
    let outcome = try classify(path)
    #expect(outcome.status == 1)
    #expect(rows(outcome).map { $0[0] } == ["r1", "secret", "r0", "none"])
    #expect(rows(outcome).map { $0[9] } == ["ok", "failed", "ok", "failed"])
    #expect(outcome.errors.first?.contains("outside its folder: \"../secret\"") == true)
    #expect(outcome.errors.count == 2)
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func aFolderThatMayNotBeReadFailsAlone() throws {
    let path = try folder.records(1)
    let closed = try folder.subfolder("records/closed")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: closed)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: closed)
    }
    let outcome = try classify(path)
    #expect(outcome.status == 1)
    #expect(rows(outcome).map { $0[0] } == ["closed", "r0"])
    #expect(rows(outcome).map { $0[9] } == ["failed", "ok"])
  }

  @Test func headersThatNameEachOtherAreToldOf() throws {
    let path = try folder.records(1)
    _ = try folder.write("a/1 1 100 600\nb 600\n", to: "records/a.hea")
    _ = try folder.write("b/1 1 100 600\na 600\n", to: "records/b.hea")
    let outcome = try classify(path)
    #expect(outcome.status == 1)
    #expect(rows(outcome).map { $0[0] } == ["a", "b", "r0"])
    #expect(outcome.errors.allSatisfy { $0.contains("made of segments itself") })
  }

  @Test func namesThatAreNotUTF8AreToldOf() throws {
    let path = try folder.records(1)
    #expect(mkdir(path + "/sub\u{1}", 0o755) == 0)
    let name = Array((path + "/sub").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
    #expect(rename(path + "/sub\u{1}", name) == 0)
    let outcome = try classify(path)
    #expect(outcome.status == 1)
    #expect(rows(outcome).map { $0[9] } == ["ok", "failed"])
    #expect(outcome.errors.first?.contains("not valid UTF-8: rename it") == true)
    let given = try classify(folder.file("x\u{FFFD}.hea"))
    #expect(given.errors.first?.contains("not valid UTF-8: rename it") == true)
  }

  @Test func tablesAreNoFilesOfARecordBesideThem() throws {
    _ = try folder.subfolder("d")
    try beats("d/one")
    for ending in ["csv", "tsv", "txt"] { _ = try folder.write("1\n2\n", to: "d/one." + ending) }
    let alone = try classify(folder.file("d/one.csv"))
    #expect(rows(alone).map { $0[9] } == ["abstained"])
    #expect(alone.lines.last?.hasPrefix("one,") == true)
    let all = try classify(
      folder.file("d/one.csv"), folder.file("d/one.hea"), folder.file("d/one.dat"),
      folder.file("d/one.tsv"), folder.file("d/one.txt"))
    #expect(
      rows(all).map { $0[0] }
        == ["one.csv", "one", "one.tsv", "one.txt"].map {
          folder.file("d/" + $0)
        })
    #expect(rows(all).map { $0[9] } == ["abstained", "ok", "abstained", "abstained"])
  }

  @Test func headersMayBeCalledInCapitals() throws {
    let path = try folder.records(1)
    try FileManager.default.moveItem(atPath: path + "/r0.hea", toPath: path + "/R0.HEA")
    for input in [path, path + "/R0.HEA"] {
      #expect(rows(try classify(input)).map { [$0[0], $0[9]] } == [["R0", "ok"]])
    }
  }

  @Test func answersHoldNoNameThatWouldForgeALine() throws {
    _ = try folder.subfolder("f")
    for name in ["a,N", "b\nc"] {
      _ = try folder.write("1\n", to: "f/\(name).csv")
      let path = folder.file("f/\(name).csv")
      let outcome = try classify(path, "--format", "answers")
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.first?.contains("cannot hold a record's name") == true)
      #expect(try classify(path, "--format", "jsonl").status == 0)
    }
  }

  @Test func anOutputNeverReplacesASignalFile() throws {
    let path = try folder.records(1)
    let before = try folder.read("records/r0.dat")
    for arguments in [
      ["-o", path + "/r0.dat", "--format", "csv"], ["--report", path + "/r0.dat"],
      ["--manifest", path + "/r0.dat"],
    ] {
      let outcome = try program.run(
        ["classify", "-m", try folder.tinyModel(), path, "--force"] + arguments, folder: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errors.first?.contains("is also an input") == true)
    }
    #expect(try folder.read("records/r0.dat") == before)
  }

  @Test func outputsOfOneNameAreRefused() throws {
    let path = try folder.records(1)
    let output = folder.file("m.csv")
    for arguments in [["--manifest", output], ["--report", output]] {
      let outcome = try program.run(
        ["classify", "-m", try folder.tinyModel(), path, "-o", output] + arguments, folder: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errors.first?.contains("two outputs go to one file") == true)
    }
  }

  @Test func annotationsOfTwoRecordsAreNeverOneFile() throws {
    for name in ["p/q_z", "p_q/z"] {
      _ = try folder.subfolder("records/" + name)
      try beats("records/\(name)/r")
    }
    // Relative names would differ from the absolute ones by their beginning alone.
    let outcome = try classify(folder.file("records"), "--annotations", folder.file("marks"))
    #expect(outcome.status == 64)
    #expect(outcome.errors.first?.contains("would go to one file") == true)
  }

  @Test func aClosedPipeTakesNoOtherOutputAlong() throws {
    let path = try folder.records(3)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let outcome = try program.run(
      [
        "classify", "-m", try folder.tinyModel(), path, "-o", folder.file("full.csv"), "-o", "-",
        "--format", "csv", "--report", folder.file("r.html"),
      ], output: pipe.fileHandleForWriting, folder: folder)
    #expect(outcome.status == 0)
    #expect(try folder.read("full.csv") == Array(classify(path).output.utf8))
    #expect(String(decoding: try folder.read("r.html"), as: UTF8.self).hasSuffix("</html>\n"))
  }
}
