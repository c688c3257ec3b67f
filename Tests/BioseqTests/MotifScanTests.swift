import Foundation
import TestSupport
import Testing

/// `scan --motif` and what of a scan depends on thresholds.
@Suite struct MotifScanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// TGACGTCA without its last base: no palindrome.
  private func motif() throws -> String {
    try folder.write(
      """
      >M1 CRE
      A [ 0 0 40 0 0 0 0 ]
      C [ 0 0 0 40 0 0 40 ]
      G [ 0 40 0 0 40 0 0 ]
      T [ 40 0 0 0 0 40 0 ]

      """, to: "cre.jaspar")
  }

  private func genome() throws -> String {
    let chance = String(repeating: "CCAAC", count: 20)
    return try folder.write(
      fasta(["a": chance + "TGACGTC" + chance + "GACGTCA" + chance]), to: "g.fa")
  }

  private func scan(_ options: String...) throws -> BuiltProgram.Outcome { try scan(options) }

  private func scan(_ options: [String]) throws -> BuiltProgram.Outcome {
    try program.run(
      ["scan", try genome(), "--motif", try motif(), "-p", "1.5e-4"] + options, folder: folder)
  }

  @Test func sitesOfBothStrandsAreFoundWithExactPValues() throws {
    let outcome = try scan()
    #expect(outcome.status == 0, "\(outcome.messages)")
    let rows = outcome.lines.dropFirst().map { $0.split(separator: "\t").map(String.init) }
    #expect(
      rows.map { Array($0[0...4]) } == [
        ["a", "100", "107", "+", "CRE"], ["a", "207", "214", "-", "CRE"],
      ])
    // One word of 4^7 and its reverse complement.
    #expect(rows.allSatisfy { abs((Double($0[6]) ?? 0) - 2 / 16384) < 1e-9 })
  }

  @Test func everyFormatHasTheBetterStrand() throws {
    let names = ["s.tsv", "s.bed", "s.narrowPeak", "s.gff3", "s.jsonl"]
    #expect(try scan(names.flatMap { ["-o", folder.file($0)] }).status == 0)
    let strands = [3, 5, 5, 6]
    for (name, column) in zip(names, strands) {
      let rows = try String(decoding: folder.read(name), as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t") }
      #expect(rows.map { $0[column] } == ["+", "-"], "\(name)")
    }
    let lines = try String(decoding: folder.read("s.jsonl"), as: UTF8.self).split(separator: "\n")
    #expect(lines.map { $0.contains("\"strand\":\"+\"") } == [true, false])
    // What waits for q-values keeps it too.
    let outcome = try program.run(
      "scan", try genome(), "--motif", try motif(), "-q", "0.03", folder: folder)
    #expect(outcome.lines.dropFirst().map { $0.split(separator: "\t")[3] } == ["+", "-"])
  }

  @Test func oneStrandHasItsOwnPValues() throws {
    for (strand, symbol, start) in [("forward", "+", "100"), ("reverse", "-", "207")] {
      let outcome = try scan("--strand", strand)
      let rows = outcome.lines.dropFirst().map { $0.split(separator: "\t").map(String.init) }
      #expect(rows.map { [$0[1], $0[3]] } == [[start, symbol]])
      #expect(rows.allSatisfy { abs((Double($0[6]) ?? 0) - 1 / 16384) < 1e-9 })
    }
  }

  @Test func aTrackHasAValueForEveryWindow() throws {
    let track = folder.file("t.bedgraph")
    #expect(try scan("-o", track).status == 0)
    let lines = try String(decoding: folder.read("t.bedgraph"), as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count == 314 - 7 + 1)
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    #expect(try scan("-m", "ctcf").status == 64)
    #expect(try scan("--shard", "1/2", "-o", folder.file("s")).status == 64)
    #expect(try scan("--motif-background", "1,1,1").status == 64)
    #expect(try scan("--motif-background", "1,1,1,0").status == 64)
    #expect(try scan("--motif-name", "other").status == 65)
    #expect(try scan("--motif-pseudocount", "0").status == 64)
    let outcome = try program.run("scan", try genome(), "--motif-name", "a", folder: folder)
    #expect(outcome.status == 64)
  }

  @Test func aBackgroundHasASumOfOne() throws {
    let first = try scan("--motif-background", "0.3,0.2,0.2,0.3")
    #expect(first.lines.count == 3)
    #expect(first.output != (try scan().output))
    // Rounded to three digits.
    let rounded = try scan("--motif-background", "0.333,0.167,0.167,0.332")
    #expect(rounded.status == 0)
    for wrong in ["3,2,2,3", "0.3,0.3,0.3,0.3", "0.2,0.2,0.2,0.2"] {
      #expect(try scan("--motif-background", wrong).status == 64)
    }
  }

  @Test func sitesSideBySideAreRowsOfTheirOwn() throws {
    let chance = String(repeating: "CCAAC", count: 6)
    let genome = try folder.write(
      fasta(["two": chance + "TGACGTCTGACGTC" + chance]), to: "two.fa")
    func rows(_ options: String...) throws -> [String] {
      let outcome = try program.run(
        ["scan", genome, "--motif", try motif(), "-p", "1.5e-4"] + options, folder: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      return outcome.lines.dropFirst().map {
        $0.split(separator: "\t")[1...2].joined(separator: "-")
      }
    }
    #expect(try rows() == ["30-37", "37-44"])
    #expect(try rows("--max-gap", "1") == ["30-44"])
  }

  @Test func ofWindowsThatOverlapByHalfOnlyTheBestIsASite() throws {
    let outcome = try program.run(
      ["scan", try folder.genome(), "--motif", try motif(), "-p", "0.05"], folder: folder)
    let rows = outcome.lines.filter { $0.hasPrefix("a\t") }.map {
      $0.split(separator: "\t").compactMap { Int64($0) }
    }
    #expect(rows.count > 50)
    #expect(rows.allSatisfy { $0[1] - $0[0] == 7 })
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $1[0] - $0[0] > 3 })
  }

  @Test(arguments: [["-q", "0.9"], ["-p", "0.2"], ["--min-probability", "0.01"]])
  func resultsDoNotDependOnWhatMemoryHolds(threshold: [String]) throws {
    let options = ["scan", try folder.genome(), "--stride", "10"] + threshold
    let whole = try program.run(options, folder: folder)
    let spilled = try program.run(options + ["--records-in-memory", "3"], folder: folder)
    #expect(whole.status == 0 && spilled.status == 0)
    #expect(whole.output == spilled.output)
    #expect(whole.lines.count >= 2)
  }
}
