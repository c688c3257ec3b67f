import Foundation
import TestSupport
import Testing

/// `evaluate` on bins of a genome.
@Suite struct GenomeEvaluationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Report: Decodable {
    struct Evaluation: Decodable {
      let positives: Int
      let negatives: Int
      let auPRC: Double?
      let auROC: Double?
    }

    struct Bins: Decodable {
      struct Counts: Decodable {
        let bound: Int
        let unbound: Int
        let ambiguous: Int
        let blacklisted: Int
        let unscored: Int
        let windows: Int
      }

      let size: Int
      let step: Int
      let rule: String
      let counts: Counts
    }

    let evaluation: Evaluation
    let bins: Bins
  }

  private func evaluate(_ options: String...) throws -> BuiltProgram.Outcome {
    try program.run(["evaluate", "--genome", folder.file("genome.fa")] + options, folder: folder)
  }

  private func report(_ outcome: BuiltProgram.Outcome) throws -> Report {
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
  }

  @Test func binsAreCountedByTheirLabels() throws {
    _ = try folder.genome()
    let peaks = try folder.write("a\t1000\t1200\nb\t300\t420\n", to: "p.bed")
    let further = try folder.write("a\t2000\t2010\n", to: "q.bed")
    let found = try report(
      evaluate("--peaks", peaks, "--ambiguous-peaks", further, "--bin-rule", "half-bin"))
    #expect(found.bins.size == 200 && found.bins.step == 50 && found.bins.rule == "half-bin")
    let counts = found.bins.counts
    // Contigs of 4,000 and 1,000 bases hold 77 and 17 bins. Half covered are those of a that start
    // from 900 to 1,100, and those of b that start from 200 to 300.
    #expect(counts.bound == 5 + 3)
    // Bins that start from 801 to 1,199 touch: 850 to 1,150; from 101 to 419: 150 to 400; and 1,850
    // to 2,000.
    #expect(counts.ambiguous == 7 - 5 + 6 - 3 + 4)
    #expect(counts.bound + counts.unbound + counts.ambiguous == 77 + 17)
    #expect(counts.unscored == 0 && counts.blacklisted == 0)
    #expect(found.evaluation.positives == counts.bound)
    #expect(found.evaluation.negatives == counts.unbound)
    // The default rule counts half of the peak as well.
    let half = try report(evaluate("--peaks", peaks))
    #expect(half.bins.rule == "half")
    #expect(half.bins.counts.bound >= counts.bound)
  }

  @Test func regionsGiveTheBinsOfTheWhole() throws {
    _ = try folder.genome()
    let peaks = try folder.write("a\t1000\t1200\nb\t300\t420\n", to: "p.bed")
    let regions = try folder.write("a\t700\t2100\nb\t0\t1000\n", to: "r.bed")
    let black = try folder.write("a\t1500\t1501\nz\t1\t2\n", to: "black.bed")
    let outcome = try evaluate(
      "--peaks", peaks, "--regions", regions, "--blacklist", black, "-@", "1")
    let found = try report(outcome)
    #expect(outcome.warnings.contains { $0.contains("1 of 2 regions of the blacklist") })
    #expect(found.bins.counts.blacklisted == 4)
    let counts = found.bins.counts
    #expect(counts.bound + counts.unbound + counts.ambiguous + 4 == 25 + 17)
    let threads = try evaluate(
      "--peaks", peaks, "--regions", regions, "--blacklist", black, "-@", "2")
    #expect(threads.output == outcome.output)
  }

  @Test func unknownSequenceIsLeftOutAndCounted() throws {
    _ = try folder.write(
      fasta([
        "a": bases(2000) + String(repeating: "N", count: 1000) + bases(2000, seed: 3)
      ]), to: "genome.fa")
    let found = try report(evaluate("--peaks", folder.write("a\t1000\t1200\n", to: "p.bed")))
    // Bins that start from 2,000 to 2,800 hold no base that is known.
    #expect(10...20 ~= found.bins.counts.unscored)
  }

  @Test func peaksOnContigsTheGenomeLacksAreWarnedOf() throws {
    _ = try folder.genome()
    let outcome = try evaluate(
      "--peaks", folder.write("a\t1000\t1200\nz\t1\t90\n", to: "p.bed"), "--quiet")
    #expect(outcome.status == 0)
    #expect(outcome.warnings.contains { $0.contains("1 of 2 peaks lie on contigs") })
  }

  @Test func whatCannotBeMeasuredIsRefused() throws {
    _ = try folder.genome()
    func expect(_ text: String, _ status: Int32, _ problem: String) throws {
      let outcome = try evaluate("--peaks", folder.write(text, to: "p.bed"))
      #expect(outcome.status == status)
      #expect(outcome.errors.first?.contains(problem) == true, "\(outcome.messages)")
    }
    try expect("chra\t10\t20\n", 65, #"the genome says "a" for "chra""#)
    try expect("", 65, "the file holds no region")
    try expect("a\t0\t4000\nb\t0\t1000\n", 65, "0 unbound bins are left")
    #expect(try evaluate().status == 64)
    #expect(try evaluate("--peaks", "p", "--positives", "x", "--negatives", "y").status == 64)
    #expect(try program.run("evaluate", "--peaks", "p", folder: folder).status == 64)
  }
}
