import Foundation
import TestSupport
import Testing

@Suite struct ScanOutputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func scan(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try program.run(["scan", "--mode", "window"] + arguments, folder: folder)
  }

  @Test func threadsDoNotChangeAByte() throws {
    let slice = program.reference("chrX-slice.fa.gz")
    let alone = try scan(slice, "-p", "0.01", "-@", "1")
    #expect(alone.lines.count > 10)
    for threads in ["2", "5"] {
      #expect(try scan(slice, "-p", "0.01", "-@", threads).output == alone.output)
    }
  }

  @Test func theDefaultModelGivesAValueForEveryFourBases() throws {
    let slice = program.reference("chrX-slice.fa.gz")
    let track = try program.run("scan", slice, "--format", "bedgraph", "-@", "1", folder: folder)
    #expect(track.lines.count == 62_500)
    #expect(track.lines.first?.hasPrefix("chrX_8650001_8900000\t0\t4\t") == true)
    let parallel = try program.run(
      "scan", slice, "--format", "bedgraph", "-@", "3", folder: folder)
    #expect(parallel.output == track.output)
    let sites = try program.run("scan", slice, folder: folder)
    #expect(sites.lines.count > 5)
    // Who asks for windows gets them.
    #expect(try program.run("scan", slice, "--stride", "50", folder: folder).status == 0)
  }

  @Test func sitesLieWithinTheirContigs() throws {
    let genome = try folder.write(
      fasta(["short": bases(39, seed: 1), "site": bases(44, seed: 2), "long": bases(500, seed: 3)]),
      to: "ends.fa")
    let outcome = try program.run("scan", genome, "-p", "1", folder: folder)
    #expect(outcome.status == 0)
    let sites = outcome.lines.dropFirst().map { $0.split(separator: "\t") }
    #expect(sites.contains { $0[0] == "site" } && sites.contains { $0[0] == "long" })
    for site in sites { #expect(try #require(Int(site[2])) - #require(Int(site[1])) == 40) }
  }

  @Test func allFormatsAreWrittenAtOnce() throws {
    let names = ["x.bed", "x.narrowPeak", "x.gff3", "x.tsv", "x.jsonl", "x.bedGraph"]
    let outcome = try program.run(
      ["scan", "-m", "ctcf", folder.genome(), "-p", "1"]
        + names.flatMap { ["-o", folder.file($0)] },
      folder: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    for name in names { #expect(try !folder.read(name).isEmpty) }
    #expect(String(decoding: try folder.read("x.bed"), as: UTF8.self).hasPrefix("a\t0\t4000\t"))
  }

  @Test func theManifestAccountsForEveryContig() throws {
    let path = try folder.write(
      fasta([
        "long": bases(1500) + "NNRyn" + bases(495), "unknown": String(repeating: "N", count: 500),
        "empty": "", "short": "ACGNA",
      ]),
      to: "three.fa")
    let outcome = try scan(
      path, "-p", "1", "-o", folder.file("x.tsv"), "--manifest", folder.file("run.json"))
    #expect(outcome.status == 0)
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(try folder.read("run.json")))
    #expect(manifest.exitStatus == 0)
    #expect(manifest.items.map(\.name) == ["long", "unknown", "empty", "short"])
    #expect(manifest.items.map(\.read) == [2000, 500, 0, 5])
    #expect(manifest.items.map(\.ambiguous) == [5, 500, 0, 1])
    // 2,000 bases hold 39 windows on the grid and one at the end.
    #expect(manifest.items.map(\.scored) == [40, 0, 0, 0])
    #expect(manifest.items.map(\.reported) == [1, 0, 0, 0])
    #expect(manifest.items[1].skipped["unknown bases"] == 10)
  }

  @Test(arguments: [
    ["--stride", "1"], ["--stride", "7"], ["--stride", "450"], ["-m", "ctcf-dense"],
  ])
  func everyAmbiguousBaseCountsOnce(options: [String]) throws {
    var text = "", expected: [Int] = []
    for index in 0..<40 {
      let length = index * index * 23 % 2900
      let base = bases(length, seed: UInt64(index + 1))
      let sequence = String(
        base.enumerated().map { $0 % (index + 3) == 1 ? "N" as Character : $1 })
      expected.append(sequence.count { $0 == "N" })
      text += ">c\(index)\n\(sequence)\n"
    }
    let path = try folder.write(text, to: "x.fa")
    let outcome = try program.run(
      ["scan", path, "-o", folder.file("x.tsv"), "--manifest", folder.file("run.json")] + options,
      folder: folder)
    #expect(outcome.status == 0)
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(try folder.read("run.json")))
    #expect(manifest.items.map(\.ambiguous) == expected)
  }

  @Test func allReadsOfAnInputAreOneItem() throws {
    var text = ""
    for index in 0..<50 {
      text += "@r\(index)\n\(bases(150, seed: UInt64(index + 1)))NN\n+\n"
      text += String(repeating: "I", count: 152) + "\n"
    }
    let reads = try folder.write(text, to: "x.fastq")
    let outcome = try scan(
      folder.genome(), reads, program.reference("reads.bam"), "-o", folder.file("x.tsv"),
      "--manifest", folder.file("run.json"))
    #expect(outcome.status == 0)
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(try folder.read("run.json")))
    #expect(manifest.items.map(\.name) == ["a", "b", "reads", "reads"])
    #expect(manifest.items[2].read == 50 * 152)
    #expect(manifest.items[2].ambiguous == 100)
    #expect(manifest.counts["sequences"] ?? 0 > 52)
  }

  @Test func anIndexStandsBesideItsFile() throws {
    let outcome = try scan(
      folder.genome(), "-p", "1", "-o", folder.file("x.bed.gz"), "--write-index")
    #expect(outcome.status == 0)
    #expect(try folder.names() == ["genome.fa", "x.bed.gz", "x.bed.gz.tbi"])
  }

  @Test func noOutputGetsItsNameWithoutItsIndexAndTheOthers() throws {
    // No file can take the index's name.
    try FileManager.default.createDirectory(
      atPath: folder.file("x.bed.gz.tbi"), withIntermediateDirectories: false)
    let outcome = try scan(
      folder.genome(), "-p", "1", "-o", folder.file("x.tsv"), "-o", folder.file("x.bed.gz"),
      "--write-index", "--force")
    #expect(outcome.status == 73)
    #expect(try folder.names() == ["genome.fa", "x.bed.gz.tbi"])
  }

  @Test func anOutputIsReplacedOnlyWithForce() throws {
    let path = try folder.write("mine", to: "x.bed")
    let refused = try scan(folder.genome(), "-o", path)
    #expect(refused.status == 73)
    #expect(try folder.read("x.bed") == Array("mine".utf8))
    #expect(try scan(folder.genome(), "-p", "1", "-o", path, "--force").status == 0)
    #expect(try folder.read("x.bed") != Array("mine".utf8))
  }

  @Test func aFailedRunDoesNotReplaceAnOutput() throws {
    let path = try folder.write("mine", to: "x.bed")
    let input = try folder.write(">a\n" + bases(500) + "%", to: "x.fa")
    #expect(try scan(input, "-o", path, "--force").status == 65)
    #expect(try folder.read("x.bed") == Array("mine".utf8))
  }

  @Test func aRunThatScannedNothingLeavesNoOutput() throws {
    #expect(try scan(folder.file("none.fa"), "-o", folder.file("x.bed")).status == 66)
    #expect(try folder.names() == [])
  }

  @Test func anOutputThatCannotBeCreatedIsNamed() throws {
    let outcome = try scan(folder.genome(), "-o", folder.file("none/x.bed"))
    #expect(outcome.status == 73)
    #expect(outcome.errors.first?.contains("no such file or directory") == true)
  }

  @Test func inputsAreNeverOverwritten() throws {
    let genome = try folder.genome()
    let outcome = try scan(genome, "-o", genome, "--format", "bed", "--force")
    #expect(outcome.status == 64)
    #expect(try folder.read("genome.fa").first == UInt8(ascii: ">"))
  }

  @Test func aFullDiskIsToldOf() throws {
    let outcome = try scan(folder.genome(), "-p", "1", "-o", "/dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.errors.count == 1)
    #expect(outcome.errors.first?.contains("no space left on device") == true)
  }

  @Test func aFullStandardOutputIsToldOf() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let outcome = try program.run(
      ["scan", "-m", "ctcf", folder.genome(), "-p", "1"], output: full, folder: folder)
    #expect(outcome.status == 74)
    #expect(outcome.errors.first?.contains("standard output") == true)
  }

  @Test func aClosedPipeIsNoError() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let outcome = try program.run(
      ["scan", folder.genome(), "--format", "bedgraph"], output: pipe.fileHandleForWriting,
      folder: folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
  }

  @Test func aClosedPipeTakesNoOtherOutputAlong() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let table = folder.file("all.tsv")
    let outcome = try program.run(
      ["scan", "--mode", "window", folder.genome(), "-p", "1", "-o", "-", "-o", table],
      output: pipe.fileHandleForWriting, folder: folder)
    #expect(outcome.status == 0)
    let whole = try scan(folder.genome(), "-p", "1")
    #expect(try folder.read("all.tsv") == Array(whole.output.utf8))
  }

  @Test func hugeNumbersAreTaken() throws {
    let outcome = try scan(
      folder.genome(), "-p", "1", "--max-gap", "\(Int64.max)", "--min-length", "5000")
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 1)
    #expect(try scan(folder.genome(), "--stride", "\(Int.max)").status == 64)
  }

  @Test func oneBedGraphHoldsOneModel() throws {
    let outcome = try scan(folder.genome(), "-m", "ctcf", "-m", "ctcf", "--format", "bedgraph")
    #expect(outcome.status == 64)
    #expect(outcome.errors.first?.contains("several models") == true)
  }

  @Test func anInputThatChangesWhileItIsReadIsRefused() throws {
    let text = ">a\n" + String(repeating: bases(1000) + "\n", count: 600)
    let input = try folder.write(text, to: "x.fa")
    let arguments = ["scan", input, "--format", "bedgraph"]
    let pipe = Pipe()
    let messages = try folder.write("", to: "err")
    let running = try BuiltProgram.Running(
      arguments, input: .nullDevice, output: pipe.fileHandleForWriting,
      messages: FileHandle(forWritingTo: URL(fileURLWithPath: messages)), executable: program.path,
      modelsFolder: program.packageFolder + "/models")
    try pipe.fileHandleForWriting.close()
    // The first values show that the scan has begun; the full pipe holds it up.
    _ = try pipe.fileHandleForReading.read(upToCount: 1)
    _ = try folder.write(text + ">b\n" + bases(100) + "\n", to: "x.fa")
    _ = try pipe.fileHandleForReading.readToEnd()
    #expect(try running.end(arguments) == 65)
    #expect(String(decoding: try folder.read("err"), as: UTF8.self).contains("was changed"))
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func aSignalEndsTheRunAndLeavesNothing(signal: Int32, status: Int32) throws {
    let input = try folder.write(
      ">a\n" + String(repeating: bases(1000) + "\n", count: 10_000), to: "x.fa")
    let arguments = ["scan", input, "-o", folder.file("x.bed")]
    let running = try program.start(
      arguments, input: "/dev/null", output: folder.file("out"), messages: folder.file("err"))
    // The temporary file shows that the run has begun.
    let limit = Date(timeIntervalSinceNow: 60)
    while try folder.names().count < 4, Date() < limit { usleep(10_000) }
    kill(running.process.processIdentifier, signal)
    #expect(try running.end(arguments) == status)
    #expect(try folder.names() == ["err", "out", "x.fa"])
  }
}

/// What a test asks of a manifest.
private struct Manifest: Decodable {
  struct Item: Decodable {
    let name: String
    let read: Int
    let ambiguous: Int
    let scored: Int
    let reported: Int
    let skipped: [String: Int]
  }

  let items: [Item]
  let counts: [String: Int]
  let exitStatus: Int
}
