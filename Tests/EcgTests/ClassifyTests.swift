import Foundation
import RhythmTestSupport
import TestSupport
import Testing

/// `ecg classify`, run as a user runs it.
@Suite struct ClassifyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let header =
    "record,label,probability,p_normal,p_af,p_other,p_noise,duration_s,sampling_frequency_hz,"
    + "status,message"

  private func classify(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try program.run(["classify", "-m", try folder.tinyModel()] + arguments, folder: folder)
  }

  private func column(_ index: Int, _ lines: some Sequence<String>) -> [String] {
    lines.map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return index < fields.count ? String(fields[index]) : ""
    }
  }

  @Test func aFolderGivesARowForEachRecord() throws {
    let outcome = try classify(try folder.records(3))
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == Self.header)
    let rows = outcome.lines.dropFirst()
    #expect(column(0, rows) == ["r0", "r1", "r2"])
    #expect(column(7, rows) == ["5", "6.3", "7.6"])
    #expect(column(8, rows) == ["100", "100", "100"])
    #expect(column(9, rows) == ["ok", "ok", "ok"])
    for row in rows {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      let chances = fields[3...6].compactMap { Double($0) }
      #expect(abs(chances.reduce(0, +) - 1) < 1e-5)
      let best = try #require(chances.max())
      #expect(Double(fields[2]) == best)
      let labels = ["N", "A", "O", "~"]
      #expect(chances.firstIndex(of: best).map { labels[$0] } == String(fields[1]))
    }
    #expect(outcome.messages.contains("ecg: 3 records: "))
  }

  @Test func threadsAndOrderChangeNoByteOfARow() throws {
    _ = try folder.records(9)
    let paths = (0..<9).map { folder.file("records/r\($0).hea") }
    let model = try folder.tinyModel()
    let one = try program.run(["classify", "-m", model, "-@", "1"] + paths, folder: folder)
    let four = try program.run(["classify", "-m", model, "-@", "4"] + paths, folder: folder)
    #expect(one.output == four.output)
    let turned = try program.run(
      ["classify", "-m", model, "-@", "2"] + paths.reversed(), folder: folder)
    #expect(Array(turned.lines.dropFirst().reversed()) == Array(one.lines.dropFirst()))
  }

  @Test func recordsWithoutVerdictAreToldAndDoNotHarmOthers() throws {
    let path = try folder.records(2)
    let good = try classify(path)
    try SyntheticRecord.write("records/flat", [Array(repeating: 5, count: 900)], in: folder)
    let abstained = try classify(path)
    #expect(abstained.status == 0)
    #expect(abstained.lines.contains { $0.hasPrefix("flat,,,,,,,9,100,abstained,flat: ") })
    _ = try folder.write("bad 1000000000 100 5\n", to: "records/bad.hea")
    _ = try folder.write("cut 1 100 900\ncut.dat 16 1000/mV\n", to: "records/cut.hea")
    _ = try folder.write([1, 2, 3], to: "records/cut.dat")
    let failed = try classify(path)
    #expect(failed.status == 1)
    #expect(failed.errors.count == 2)
    #expect(failed.errors.first?.contains("bad.hea") == true)
    #expect(failed.errors.last?.contains("cut.dat") == true)
    #expect(column(0, failed.lines.dropFirst()) == ["bad", "cut", "flat", "r0", "r1"])
    #expect(
      column(9, failed.lines.dropFirst()) == ["failed", "failed", "abstained", "ok", "ok"])
    #expect(failed.lines.suffix(2) == good.lines.suffix(2))
  }

  @Test func theAnswersOfTheChallengeHaveALineForEveryRecord() throws {
    let path = try folder.records(2)
    try SyntheticRecord.write("records/flat", [Array(repeating: 5, count: 900)], in: folder)
    let table = folder.file("all.tsv")
    let answers = folder.file("answers.txt")
    let outcome = try classify(path, "-o", answers, "-o", table)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    let lines = String(decoding: try folder.read("answers.txt"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let rows = String(decoding: try folder.read("all.tsv"), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(rows.first?.first == "#record")
    #expect(lines.first == "flat,~")
    #expect(lines.dropFirst() == rows.dropFirst(2).map { "\($0[0]),\($0[1])" }[...])
  }

  @Test func aRecordGivenTwiceIsClassifiedOnce() throws {
    let path = try folder.records(2)
    let outcome = try classify(
      path + "/r1.hea", path + "/r1.dat", path, path + "/../records/r0")
    #expect(outcome.status == 0)
    #expect(column(0, outcome.lines.dropFirst()) == ["r1", "r0"])
    #expect(outcome.messages.contains("more than once are classified once: 3 left out"))
  }

  @Test func recordsOfOneNameAreToldApartByTheirFolders() throws {
    _ = try folder.subfolder("a")
    _ = try folder.subfolder("b")
    for name in ["a/x", "b/x", "b/y"] {
      try SyntheticRecord.write(
        name, [SyntheticRecord.beats(600, frequency: 100)], in: folder)
    }
    let outcome = try classify(folder.file("a"), folder.file("b"))
    #expect(
      column(0, outcome.lines.dropFirst()) == [folder.file("a/x"), folder.file("b/x"), "y"])
  }

  @Test func pathsWithoutRecordsAreErrors() throws {
    let empty = try folder.subfolder("empty")
    let alone = try classify(empty)
    #expect(alone.status == 1)
    #expect(alone.errors.count == 1)
    #expect(alone.errors.first?.contains("holds no records") == true)
    let nowhere = try classify(folder.file("none"))
    #expect(nowhere.status == 66)
    #expect(nowhere.errors.count == 1)
    let both = try classify(empty, try folder.records(1))
    #expect(both.status == 1)
    #expect(column(0, both.lines.dropFirst()) == ["r0"])
  }

  @Test func tablesOfNumbersNeedAFrequency() throws {
    let values = SyntheticRecord.beats(600, frequency: 100).map { "\(Double($0) / 1000)\n" }
    let path = try folder.write(values.joined(), to: "t.csv")
    let without = try classify(path)
    #expect(without.status == 0)
    #expect(without.lines.last == "t,,,,,,,,,abstained,the sampling frequency is not known")
    let with = try classify(path, "--frequency", "100")
    #expect(with.lines.last?.hasPrefix("t,") == true)
    #expect(with.lines.last?.hasSuffix(",6,100,ok,") == true)
  }

  @Test func theManifestAccountsForEveryRecord() throws {
    let path = try folder.records(2)
    _ = try folder.write("bad 1 100 -5\n", to: "records/bad.hea")
    // Too long for one verdict, with missing samples, also the first and the last.
    var long = SyntheticRecord.beats(9050, frequency: 100)
    for index in [0, 1, 2500, 3000, 3001, 9049] { long[index] = -32768 }
    try SyntheticRecord.write("records/m", [long], in: folder)
    var short = SyntheticRecord.beats(700, frequency: 100)
    for index in 100..<130 { short[index] = -32768 }
    try SyntheticRecord.write("records/s", [short], in: folder)
    let outcome = try classify(path, "--manifest", folder.file("run.json"))
    #expect(outcome.status == 1)
    let object = try JSONSerialization.jsonObject(with: Data(try folder.read("run.json")))
    let manifest = try #require(object as? [String: Any])
    let items = try #require(manifest["items"] as? [[String: Any]])
    #expect(items.map { $0["name"] as? String } == ["bad", "m", "r0", "r1", "s"])
    #expect(items.map { $0["reported"] as? Int } == [0, 1, 1, 1, 1])
    #expect(items.map { $0["read"] as? Int } == [0, 9050, 500, 630, 700])
    #expect(items.map { $0["ambiguous"] as? Int } == [0, 6, 0, 0, 30])
    #expect((manifest["failures"] as? [Any])?.count == 1)
    #expect(manifest["exitStatus"] as? Int == 1)
  }

  @Test func modelsForOtherTasksAreRefused() throws {
    let outcome = try program.run(
      "classify", "-m", "ctcf", try folder.records(1), folder: folder)
    #expect(outcome.status == 69)
    #expect(outcome.errors.first?.contains("not for heart rhythm") == true)
    #expect(outcome.output.isEmpty)
  }
}
