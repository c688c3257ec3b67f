import Foundation
import TestSupport
import Testing

/// What `scan` makes of inputs that are not as they should be.
@Suite struct ScanInputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func scan(_ arguments: String..., input: String? = nil) throws -> BuiltProgram.Outcome {
    try program.run(["scan", "--mode", "window"] + arguments, input: input, folder: folder)
  }

  /// One line on standard error says it, and nothing is on standard output.
  private func expectRefusal(
    _ outcome: BuiltProgram.Outcome, _ status: Int32, _ text: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == status, sourceLocation: location)
    #expect(outcome.errors.count == 1, sourceLocation: location)
    #expect(outcome.errors.first?.contains(text) == true, sourceLocation: location)
    #expect(outcome.output.isEmpty, sourceLocation: location)
  }

  @Test func aMissingInputIsNamed() throws {
    expectRefusal(try scan(folder.file("none.fa")), 66, "no such file or directory")
  }

  @Test func aFolderIsNoInput() throws {
    expectRefusal(try scan(folder.path), 66, "it is a folder")
  }

  @Test(arguments: ["", "\n\n"])
  func anEmptyInputIsRefused(text: String) throws {
    expectRefusal(try scan("-", input: text), 65, "the input is empty: standard input")
  }

  @Test func closedStandardInputIsRefused() throws {
    let messages = try folder.write("", to: "messages")
    let arguments = ["-c", "exec \"$0\" scan - <&-", program.path]
    let running = try BuiltProgram.Running(
      arguments, input: .nullDevice, output: .nullDevice,
      messages: FileHandle(forWritingTo: URL(fileURLWithPath: messages)),
      executable: "/bin/sh")
    #expect(try running.end(arguments) == 66)
    let text = String(decoding: try folder.read("messages"), as: UTF8.self)
    #expect(text.contains("it is closed: standard input"))
  }

  @Test func binaryDataIsRefused() throws {
    let path = try folder.write((0..<4000).map { UInt8(truncatingIfNeeded: $0 * 7) }, to: "x.fa")
    expectRefusal(try scan(path), 65, "neither FASTA nor FASTQ")
  }

  @Test func sequenceWithoutAHeaderIsRefused() throws {
    let path = try folder.write(bases(500) + "\n", to: "x.fa")
    expectRefusal(try scan(path), 65, "sequence without a header line")
  }

  @Test func aNameThatIsNotUTF8IsRefused() throws {
    let path = try folder.write(
      Array(">c".utf8) + [0xFF] + Array(("\n" + bases(500)).utf8), to: "x.fa")
    expectRefusal(try scan(path), 65, "not UTF-8")
  }

  @Test func aNameEndsAtABlank() throws {
    let path = try folder.write(">a b c\n" + bases(300), to: "x.fa")
    let outcome = try scan(path, "-p", "1")
    #expect(outcome.status == 0)
    #expect(outcome.lines.last?.hasPrefix("a\t0\t300\t") == true)
  }

  @Test func doubledNamesEndTheScanThere() throws {
    let path = try folder.write(fasta(["a": bases(300), "b": bases(9), "a": bases(9)]), to: "x.fa")
    let outcome = try scan(path, "-p", "1")
    #expect(outcome.status == 65)
    #expect(outcome.errors.first?.contains("\"a\" occurs twice") == true)
    #expect(outcome.messages.contains("scanned 309 bases of 2 sequences"))
    #expect(outcome.output.isEmpty)
  }

  @Test func caseLineEndsAndTheWayInChangeNothing() throws {
    let expected = try scan(try folder.genome(), "--format", "bedgraph")
    #expect(expected.lines.count > 90)
    let genome: KeyValuePairs = ["a": bases(4000), "b": bases(1000, seed: 2)]
    let lower: KeyValuePairs = ["a": bases(4000).lowercased(), "b": bases(1000, seed: 2)]
    for text in [fasta(genome), fasta(genome, lineEnd: "\r\n"), fasta(lower)] {
      #expect(try scan("-", "--format", "bedgraph", input: text).output == expected.output)
    }
  }

  @Test func unknownBasesAndShortContigsAreNotScored() throws {
    let text = fasta(["n": String(repeating: "N", count: 1000), "s": "ACGTACGT", "e": ""])
    let outcome = try scan("-", "--format", "bedgraph", input: text)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("0 windows scored"))
  }

  @Test func aTruncatedFASTATellsWhatWasScanned() throws {
    let whole = try bytes(at: program.reference("chrX-slice.fa.gz"))
    let path = try folder.write(whole.prefix(20_000), to: "x.fa.gz")
    let outcome = try scan(path, "-p", "1")
    #expect(outcome.status == 65)
    #expect(outcome.errors.first?.contains("the BGZF data is truncated") == true)
    #expect(outcome.messages.contains("up to chrX_8650001_8900000:"))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [["--mode", "window", "-p", "1"], ["--mode", "dense", "-q", "1"]])
  func aTruncatedInputLeavesNoFile(options: [String]) throws {
    let whole = try bytes(at: program.reference("chrX-slice.fa.gz"))
    let path = try folder.write(whole.prefix(20_000), to: "x.fa.gz")
    let names = ["x.bed", "x.tsv", "x.gff3.gz", "x.bedGraph.gz", "x.jsonl"]
    let outcome = try program.run(
      ["scan", path, "--write-index", "--manifest", folder.file("run.json")] + options
        + names.flatMap { ["-o", folder.file($0)] }, folder: folder)
    #expect(outcome.status == 65)
    #expect(try folder.names() == ["run.json", "x.fa.gz"])
    let manifest = String(decoding: try folder.read("run.json"), as: UTF8.self)
    #expect(manifest.contains("\"exitStatus\" : 65"))
    #expect(manifest.contains("BGZF data is truncated"))
  }

  @Test(arguments: [["-p", "1"], ["-q", "0.5"]])
  func anInputThatBreaksOffLeavesNoTraceInTheResultsOfOthers(threshold: [String]) throws {
    let whole = try bytes(at: program.reference("chrX-slice.fa.gz"))
    let broken = try folder.write(whole.prefix(60_000), to: "x.fa.gz")
    let first = try folder.genome()
    let last = try folder.write(fasta(["c": bases(3000, seed: 4)]), to: "last.fa")
    func outputs(_ name: String) -> [String] {
      ["tsv", "bedGraph", "bg.gz"].flatMap { ["-o", folder.file("\(name).\($0)")] }
        + ["--manifest", folder.file(name + ".json"), "--write-index", "--stride", "10"]
    }
    let good = try program.run(
      ["scan", first, last] + threshold + outputs("good"), folder: folder)
    #expect(good.status == 0)
    let outcome = try program.run(
      ["scan", first, broken, last] + threshold + outputs("some"), folder: folder)
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("the results hold nothing of it"))
    for ending in ["tsv", "bedGraph", "bg.gz", "bg.gz.tbi"] {
      let isEqual = try folder.read("some.\(ending)") == folder.read("good.\(ending)")
      #expect(isEqual, "\(ending)")
    }
    #expect(try folder.read("some.bedGraph").count > 10_000)
    let manifest = String(decoding: try folder.read("some.json"), as: UTF8.self)
    #expect(!manifest.contains("chrX_8650001") && manifest.contains("x.fa.gz"))
  }

  @Test func aTruncatedBAMTellsWhatWasScanned() throws {
    let whole = try bytes(at: program.reference("reads.bam"))
    let path = try folder.write(whole.prefix(20_000), to: "x.bam")
    let outcome = try scan(path)
    #expect(outcome.status == 65)
    #expect(outcome.errors.first?.contains("the BAM data is truncated") == true)
    #expect(outcome.messages.contains(" bases of "))
  }

  @Test func readsScanAlikeFromEveryFormat() throws {
    let outcomes = try [
      scan(program.reference("reads.sam"), "-p", "1"),
      scan(program.reference("reads.bam"), "-p", "1"),
      scan(
        program.reference("reads.cram"), "-p", "1", "-T", program.reference("chrX-slice.fa.gz")),
    ]
    #expect(outcomes.allSatisfy { $0.status == 0 })
    #expect(outcomes[0].lines.count > 100)
    #expect(outcomes[1].output == outcomes[0].output)
    #expect(outcomes[2].output == outcomes[0].output)
  }

  @Test func aCRAMWithoutItsReferenceIsRefused() throws {
    // Beside a folder without the reference's FASTA.
    let path = try folder.write(bytes(at: program.reference("reads.cram")), to: "x.cram")
    expectRefusal(try scan(path), 65, "needs its reference")
  }

  @Test func aCRAMWithAnotherReferenceTellsWhatDiffers() throws {
    let path = try folder.write(bytes(at: program.reference("reads.cram")), to: "x.cram")
    let other = try folder.write(fasta(["other": bases(500)]), to: "other.fa")
    let outcome = try scan(path, "-T", other)
    expectRefusal(outcome, 65, "it lacks the contig \"chrX")
    #expect(!outcome.messages.contains("quickcheck"))
  }

  @Test func aFileGivenTwiceIsAUsageError() throws {
    let genome = try folder.genome()
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.fa"), withDestinationPath: genome)
    for second in [genome, folder.file("link.fa"), folder.file("./genome.fa")] {
      let outcome = try scan(genome, second)
      #expect(outcome.status == 64)
      #expect(outcome.messages.contains("given twice"))
    }
  }

  @Test func oneBadInputAmongGoodOnesIsLeftOut() throws {
    let genome = try folder.genome()
    let alone = try scan(genome, "-p", "1")
    let outcome = try scan(genome, folder.file("none.fa"), "-p", "1")
    #expect(outcome.status == 1)
    #expect(outcome.errors.count == 1)
    #expect(outcome.output == alone.output)
  }

  @Test func anInputThatBrokeOffDoesNotRunIntoTheNext() throws {
    let broken = try folder.write(">a\n" + bases(500) + "\n%", to: "x.fa")
    let good = try folder.write(">a\n" + bases(500), to: "y.fa")
    let outcome = try scan(broken, good, "-p", "1")
    #expect(outcome.status == 1)
    #expect(outcome.lines.last?.hasPrefix("a\t0\t500\t") == true)
    #expect(outcome.lines.count == 2)
  }
}
