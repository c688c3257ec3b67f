import Foundation
import TestSupport
import Testing

/// `train` on peaks of a genome.
@Suite struct GenomeSetTests {
  let folder: TemporaryFolder
  private static let word = "GACCACGTGGTCA"

  init() throws { folder = try TemporaryFolder() }

  /// Contigs of 30,000 bases with a word every 500; peaks of 100 bases with the word at their summits.
  private func genome() throws -> (genome: String, peaks: String) {
    var lines = ""
    var contigs: [String] = []
    for (number, contig) in ["chr1", "chr2"].enumerated() {
      var letters = Array(bases(30_000, seed: UInt64(number + 5)))
      for index in 0..<55 {
        let start = 1000 + index * 500
        letters.replaceSubrange(start..<start + Self.word.count, with: Array(Self.word))
        let signal = 1 + Double(index + 100 * number) / 7
        lines += "\(contig)\t\(start - 40)\t\(start + 60)\tp\(index)\t0\t.\t\(signal)\t-1\t-1\t46\n"
      }
      contigs.append(String(letters))
    }
    return (
      try folder.write(fasta(["chr1": contigs[0], "chr2": contigs[1]]), to: "genome.fa"),
      try folder.write(lines, to: "peaks.narrowPeak")
    )
  }

  /// Makes the sets and trains nothing.
  private func sets(_ options: [String]) throws -> BuiltProgram.Outcome {
    try program.run(
      ["train", "--dry-run", "-o", folder.file("m"), "--force"] + options, folder: folder)
  }

  /// The rows of a table that `--write-set` wrote, without its first line.
  private func rows(_ name: String) throws -> [[String]] {
    String(decoding: try folder.read(name), as: UTF8.self).split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func windowsAroundSummitsAndAMatchedBackgroundMakeTheSets() throws {
    let (genome, peaks) = try genome()
    let outcome = try sets([
      "--positives", peaks, "--genome", genome, "--window", "41", "--background", "matched",
      "--background-margin", "20", "--validation-contigs", "chr2", "--weight-by", "signal",
      "--write-set", folder.file("set.tsv"),
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let rows = try rows("set.tsv")
    let bound = rows.filter { $0[2] == "1" }
    #expect(bound.count == 110)
    for row in bound {
      // The summit, 46 bases into the peak and 6 into the word, is base 20 of the window.
      #expect(row[1].dropFirst(14).hasPrefix(Self.word))
      #expect((row[4] == "validation") == row[0].contains("chr2:"))
    }
    let weights = bound.compactMap { Double($0[3]) }
    #expect(abs(weights.reduce(0, +) / 110 - 1) < 1e-5)
    #expect(weights.max() ?? 0 > 1.2 && weights.min() ?? 1 < 0.5)
    let unbound = rows.filter { $0[2] == "0" }
    #expect(80...110 ~= unbound.count)
    #expect(unbound.allSatisfy { !$0[1].contains(Self.word) && $0[3] == "1.0" })
  }

  @Test func aWrittenSetIsReadBackToTheSameSets() throws {
    let (genome, peaks) = try genome()
    let first = try sets([
      "--positives", peaks, "--genome", genome, "--window", "41", "--shuffle", "dinucleotide",
      "--folds", "3", "--fold", "2", "--weight-by", "signal", "--write-set",
      folder.file("first.tsv"),
    ])
    #expect(first.status == 0, "\(first.messages)")
    let second = try sets([
      "--examples", folder.file("first.tsv"), "--shuffle", "dinucleotide", "--write-set",
      folder.file("second.tsv"),
    ])
    #expect(second.status == 0, "\(second.messages)")
    let isEqual = try folder.read("first.tsv") == folder.read("second.tsv")
    #expect(isEqual)
    #expect(Set(try rows("first.tsv").map { $0[4] }) == ["training", "validation"])
    // Such a table has its split.
    let split = try sets([
      "--examples", folder.file("first.tsv"), "--shuffle", "dinucleotide", "--validation", "0.2",
    ])
    #expect(split.status == 65)
    #expect(split.errors.first?.contains("which are for training") == true)
  }

  @Test func topTakesTheLargestSignalsAndTheBackgroundAvoidsAllPeaks() throws {
    let (genome, peaks) = try genome()
    let outcome = try sets([
      "--positives", peaks, "--top", "50", "--genome", genome, "--window", "41", "--background",
      "matched", "--background-margin", "20", "--folds", "2", "--fold", "1", "--write-set",
      folder.file("set.tsv"),
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("the first 50 of 110"))
    let rows = try rows("set.tsv")
    let bound = rows.filter { $0[2] == "1" }
    // The signals of chr2 are the largest.
    #expect(bound.count == 50 && bound.allSatisfy { $0[0].contains("chr2:") })
    #expect(rows.allSatisfy { $0[2] == "1" || !$0[1].contains(Self.word) })
  }

  @Test func aModelIsTrainedOnPeaks() throws {
    let (genome, peaks) = try genome()
    let outcome = try program.run(
      "train", "--positives", peaks, "--genome", genome, "--window", "41", "--background",
      "matched", "--background-margin", "20", "--validation", "0.4", "--architecture", "conv",
      "--epochs", "8", "--batch-size", "16", "--learning-rate", "0.01", "--null-windows", "2000",
      "-o", folder.file("m"),
      folder: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try program.run("models", "verify", folder.file("m"), folder: folder).status == 0)
  }

  @Test func whatPeaksNeedIsAskedFor() throws {
    let (genome, peaks) = try genome()
    let shuffled = ["--positives", peaks, "--shuffle", "dinucleotide"]
    func expect(_ options: [String], _ status: Int32, _ text: String) throws {
      let outcome = try sets(options)
      #expect(outcome.status == status)
      #expect(outcome.messages.contains(text), "\(outcome.messages)")
    }
    try expect(shuffled, 64, "give the genome with --genome")
    try expect(shuffled + ["--genome", genome], 64, "with --window")
    try expect(shuffled + ["--background", "matched"], 64, "--background needs --genome")
    let sequences = try folder.write(fasta(["a": bases(41)]), to: "bound.fa")
    try expect(
      [
        "--positives", sequences, "--genome", genome, "--window", "41", "--background", "matched",
      ], 64, "give BED or narrowPeak with --positives")
  }

  @Test func peaksThatDoNotFitTheGenomeAreToldOf() throws {
    let (genome, _) = try genome()
    func outcome(_ text: String, _ name: String) throws -> BuiltProgram.Outcome {
      try sets([
        "--positives", folder.write(text, to: name), "--genome", genome, "--window", "41",
        "--shuffle", "dinucleotide",
      ])
    }
    let other = try outcome("1\t100\t200\n2\t100\t200\n", "a.bed")
    #expect(other.status == 65)
    #expect(other.errors.first?.contains(#"lacks: "1", "2""#) == true)
    #expect(other.errors.first?.contains(#"the genome says "chr1" for "1""#) == true)
    let empty = try outcome("# nothing\n", "b.bed")
    #expect(empty.status == 65)
    #expect(empty.errors.first?.contains("the file holds no region") == true)
    let outside = try outcome("chr1\t100\t200\t.\t0\t.\t1\t-1\t-1\t100\n", "c.narrowPeak")
    #expect(outside.status == 65)
    #expect(outside.errors.first?.contains("line 1") == true)
    let three = try outcome("chr1\t100\t200\nchr1\t900\t950\nchr2\t100\t200\n", "d.bed")
    #expect(three.status == 65)
    #expect(three.errors.first?.contains("too few") == true)
    let tooLong = try sets([
      "--positives", folder.write("chr1\t100\t200\nchr2\t900\t950\n", to: "f.bed"), "--genome",
      genome, "--window", "100000", "--background", "matched",
    ])
    #expect(tooLong.status == 65)
    #expect(
      tooLong.errors.first?.contains("all 2 windows of 100000 bases run past their contigs' ends")
        == true, "\(tooLong.messages)")
    let beyond = try outcome("chr1\t100\t200\nchr1\t29990\t30100\n", "e.bed")
    #expect(beyond.messages.contains("windows left out past their contig's end: 1"))
    #expect(beyond.warnings.contains { $0.contains("peaks beyond their contig's end: 1") })
    #expect(beyond.status == 65)
  }

  @Test func aBlacklistTakesWindowsAndWarnsOfOtherContigs() throws {
    let (genome, peaks) = try genome()
    let blacklist = try folder.write("chr1\t0\t15000\n1\t0\t10\n", to: "black.bed")
    let outcome = try sets([
      "--positives", peaks, "--genome", genome, "--window", "41", "--background", "matched",
      "--background-margin", "20", "--blacklist", blacklist, "--validation", "0.4", "--write-set",
      folder.file("set.tsv"),
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("windows left out on the blacklist: 29"))
    #expect(outcome.warnings.contains { $0.contains("1 of 2 regions of the blacklist") })
    for row in try rows("set.tsv") where row[0].contains("chr1:") {
      let start = row[0].split(separator: ":").last?.split(separator: "-").first
      #expect(start.flatMap { Int($0) } ?? 0 >= 15_000)
    }
  }
}
