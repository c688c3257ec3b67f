import Foundation
import TestSupport
import Testing

/// What `--manifest` holds, and what `check` makes of it.
@Suite struct ManifestTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a command with a manifest and reads that.
  private func manifest(
    _ arguments: [String], status: Int32 = 0, _ location: SourceLocation = #_sourceLocation
  ) throws -> Manifest {
    let outcome = try program.run(
      arguments + ["--manifest", folder.file("run.json"), "--force"], folder: folder)
    #expect(outcome.status == status, "\(outcome.messages)", sourceLocation: location)
    return try JSONDecoder().decode(Manifest.self, from: Data(try folder.read("run.json")))
  }

  private func check() throws -> BuiltProgram.Outcome {
    try program.run("check", folder.file("run.json"), folder: folder)
  }

  /// The files a check tells of, with status and role.
  private func files(_ outcome: BuiltProgram.Outcome) -> [[String]] {
    outcome.lines.dropFirst().map { line in
      line.split(separator: "\t").dropFirst().map {
        $0.split(separator: "/").last.map(String.init) ?? ""
      }
    }
  }

  /// Labelled sequences of 61 bases, of which bound ones hold a word.
  private func table(_ count: Int = 120) throws -> String {
    let rows = (0..<count).map { index -> String in
      let chance = bases(61, seed: UInt64(index) &* 7919 &+ 3)
      return
        (index % 2 == 0 ? chance.prefix(24) + "GACCACGTGGTCA" + chance.suffix(24) : chance[...])
        + "\t\(1 - index % 2)"
    }
    return try folder.write(
      (["sequence\tlabel"] + rows).joined(separator: "\n"), to: "labelled.tsv")
  }

  @Test func resultsThatMovedWithTheirManifestAreFound() throws {
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder.file("a/sub"), withIntermediateDirectories: true)
    let outcome = try program.run(
      "scan", folder.genome(), "-o", folder.file("a/sub/x.tsv"), "--manifest",
      folder.file("a/run.json"), folder: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    try files.moveItem(atPath: folder.file("a"), toPath: folder.file("b"))
    #expect(try program.run("check", folder.file("b/run.json"), folder: folder).status == 0)
    try files.removeItem(atPath: folder.file("b/sub/x.tsv"))
    #expect(try program.run("check", folder.file("b/run.json"), folder: folder).status == 65)
  }

  @Test func aTrainingTellsOfItsInputsAndOfTheModelItMade() throws {
    let table = try table()
    let model = folder.file("m.safetensors")
    let run = try manifest([
      "train", "--examples", table, "--validation", "0.4", "--architecture", "conv", "--epochs",
      "1", "--least-auroc", "0", "--null-windows", "1000", "--write-set", folder.file("set.tsv"),
      "-o", model,
    ])
    #expect(run.inputs.map(\.path) == [table])
    #expect(run.inputs.allSatisfy { $0.sha256?.count == 64 })
    #expect(run.outputs == [model, folder.file("set.tsv")])
    #expect(run.results.map(\.path) == run.outputs)
    #expect(run.models.map(\.name) == ["m"] && run.models.map(\.file.path) == [model])
    #expect(run.models.first?.file.sha256 == run.results.first?.sha256)
    #expect(
      files(try check()) == [
        ["m.safetensors", "ok", "result"], ["set.tsv", "ok", "result"],
        ["labelled.tsv", "ok", "input"],
      ])
  }

  @Test func anEvaluationTellsOfItsInputsModelsAndDrawings() throws {
    let table = try table(20)
    let (output, curves) = (folder.file("ev.json"), folder.file("cv.svg"))
    let run = try manifest([
      "evaluate", "-m", "ctcf", table, "--resamples", "0", "-o", output, "--curves", curves,
    ])
    #expect(run.inputs.map(\.path) == [table] && run.inputs[0].sha256?.count == 64)
    #expect(run.models.map(\.name) == ["ctcf"] && run.models[0].file.sha256?.count == 64)
    #expect(run.outputs == [output, curves] && run.results.map(\.path) == run.outputs)
    #expect(run.counts["sequences"] == 20)
  }

  @Test func anEvaluationOnAGenomeTellsOfAllItsFiles() throws {
    let genome = try folder.genome()
    let peaks = try folder.write("a\t1000\t1400\n", to: "peaks.bed")
    let blacklist = try folder.write("b\t0\t100\n", to: "black.bed")
    let run = try manifest([
      "evaluate", "-m", "ctcf", "--genome", genome, "--peaks", peaks, "--blacklist", blacklist,
      "-o", folder.file("ev.json"),
    ])
    #expect(run.inputs.map(\.path) == [genome, peaks, blacklist])
    #expect(run.results.map(\.path) == [folder.file("ev.json")])
  }

  @Test func predictionsTellOfTheirInputsWithHashes() throws {
    let table = try table(4)
    let run = try manifest(["predict", "-m", "ctcf", table, "-o", folder.file("p.tsv")])
    #expect(run.inputs.map(\.path) == [table] && run.inputs[0].sha256?.count == 64)
    #expect(run.counts["sequences"] == 4)
  }

  @Test func itemsOfSeveralInputsAndModelsAreToldApart() throws {
    let first = try folder.write(fasta(["a": bases(600)]), to: "first.fa")
    let second = try folder.write(fasta(["a": bases(700, seed: 5)]), to: "second.fa")
    let one = try manifest(["scan", first, "-o", folder.file("one.tsv")])
    #expect(one.items.map(\.input) == [nil] && one.items.map(\.model) == [nil])
    let run = try manifest([
      "scan", first, second, "-m", "ctcf", "-m", "ctcf-dense", "-o", folder.file("s.tsv"),
    ])
    #expect(run.items.map(\.name) == ["a", "a", "a", "a"])
    #expect(run.items.map(\.input) == [first, second, first, second])
    #expect(run.items.map(\.model) == ["ctcf", "ctcf", "ctcf-dense", "ctcf-dense"])
    #expect(run.counts["sequences"] == 2)
  }

  @Test func indexesAndSummariesAreChecked() throws {
    let genome = try folder.genome()
    _ = try manifest([
      "scan", genome, "-p", "0.5", "-o", folder.file("k.bed.gz"), "--write-index", "--multiqc",
      folder.file("k_mqc.json"),
    ])
    let whole = try check()
    #expect(whole.status == 0, "\(whole.messages)")
    let names = files(whole).filter { $0.last == "result" }.map { $0[0] }
    #expect(names == ["k.bed.gz", "k.bed.gz.tbi", "k_mqc.json"])
    for name in ["k.bed.gz.tbi", "k_mqc.json"] {
      let bytes = try folder.read(name)
      try FileManager.default.removeItem(atPath: folder.file(name))
      let outcome = try check()
      #expect(outcome.status == 65)
      #expect(files(outcome).contains([name, "missing", "result"]))
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
    }
    #expect(try check().status == 0)
  }

  @Test func aRunWithoutFilesLeavesNothingToCheck() throws {
    _ = try manifest(["scan", try folder.genome()])
    let outcome = try check()
    #expect(outcome.status == 65)
    #expect(outcome.errors.first?.contains("nothing to check") == true, "\(outcome.messages)")
  }

  @Test func inputsThatWereChangedAreToldOfAndThoseThatAreGoneAreNoFault() throws {
    let table = try table(4)
    _ = try manifest(["predict", "-m", "ctcf", table, "-o", folder.file("p.tsv")])
    let whole = try check()
    #expect(whole.status == 0)
    #expect(
      files(whole) == [
        ["p.tsv", "ok", "result"], ["ctcf.safetensors", "ok", "model"],
        ["labelled.tsv", "ok", "input"],
      ])
    _ = try folder.write("sequence\n" + bases(61), to: "labelled.tsv")
    let changed = try check()
    #expect(changed.status == 65)
    #expect(files(changed).contains(["labelled.tsv", "changed", "input"]))
    try FileManager.default.removeItem(atPath: table)
    let gone = try check()
    #expect(gone.status == 0)
    #expect(files(gone).contains(["labelled.tsv", "absent", "input"]))
  }
}

/// What a test asks of a manifest.
private struct Manifest: Decodable {
  struct File: Decodable {
    let path: String
    let sha256: String?
  }

  struct Model: Decodable {
    let name: String
    let file: File
  }

  struct Result: Decodable {
    let path: String
    let sha256: String
  }

  struct Item: Decodable {
    let name: String
    let input: String?
    let model: String?
  }

  let inputs: [File]
  let models: [Model]
  let outputs: [String]
  let results: [Result]
  let items: [Item]
  let counts: [String: Int]
}
