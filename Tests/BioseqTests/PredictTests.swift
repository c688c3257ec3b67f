import TestSupport
import Testing

@Suite struct PredictTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let header =
    "#sequence\tlength\tambiguous_fraction\tlabel\tprobability\tlogit\tstrand"

  private func predict(
    _ arguments: String..., input: String? = nil
  ) throws -> BuiltProgram.Outcome {
    try program.run(["predict"] + arguments, input: input, folder: folder)
  }

  @Test func eachSequenceHasARow() throws {
    let outcome = try predict("-", input: fasta(["a": bases(101), "b": bases(300, seed: 3)]))
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == Self.header)
    #expect(
      outcome.lines.dropFirst().map { $0.split(separator: "\t")[0...1].joined(separator: " ") }
        == ["a 101", "b 300"])
  }

  @Test func aTableGivesTheScoresOfItsSequences() throws {
    let records = try predict("-", input: fasta(["a": bases(101)]))
    let table = try predict("-", input: "name\tsequence\na\t\(bases(101))\n")
    #expect(table.status == 0)
    #expect(table.output == records.output)
  }

  @Test func bothStrandsOfASequenceHaveOneScore() throws {
    let complement: [Character: Character] = ["A": "T", "C": "G", "G": "C", "T": "A"]
    let reverse = String(bases(101).reversed().map { complement[$0] ?? "N" })
    let outcome = try predict("-", input: fasta(["a": bases(101), "b": reverse]))
    let scores = outcome.lines.dropFirst().map {
      $0.split(separator: "\t").dropFirst().joined(separator: " ")
    }
    #expect(scores.count == 2)
    #expect(scores.first == scores.last)
  }

  @Test func aSequenceOfUnknownBasesHasNoScore() throws {
    let outcome = try predict("-", input: fasta(["n": String(repeating: "N", count: 200)]))
    #expect(outcome.status == 0)
    #expect(outcome.lines.last?.contains("\tNA\tNA\t") == true)
  }

  @Test func oneBadInputAmongGoodOnesIsLeftOut() throws {
    let good = try folder.write(fasta(["a": bases(101)]), to: "x.fa")
    let outcome = try predict(good, folder.file("none.fa"))
    #expect(outcome.status == 1)
    #expect(outcome.errors.count == 1)
    #expect(outcome.lines.count == 2)
  }

  @Test func whatIsNoSequenceTextIsRefused() throws {
    let reads = try predict(program.reference("reads.bam"))
    #expect(reads.status == 65)
    #expect(reads.errors.first?.contains("the input is SAM, BAM or CRAM") == true)
    let binary = try folder.write((0..<500).map { UInt8(truncatingIfNeeded: $0) }, to: "x.bin")
    #expect(try predict(binary).errors.first?.contains("not text") == true)
    #expect(try predict(folder.file("none.fa")).status == 66)
  }
}
