import Foundation
import TestSupport
import Testing

/// What `train` makes sets of, seen from outside.
@Suite struct TrainingSetTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Sequences of 30 bases with places on contigs chr1 to chr4; bound ones hold a word.
  private func examples(_ count: Int, isBound: Bool) throws -> String {
    let sequences = (0..<count).map { index in
      let chance = bases(30, seed: UInt64(index + (isBound ? 0 : 10_000)) &* 7919)
      let start = index * 1000 + (isBound ? 0 : 500)
      return ">chr\(1 + index % 4):\(start)-\(start + 30)\n"
        + (isBound ? chance.prefix(11) + "GACCACGT" + chance.suffix(11) : chance[...]) + "\n"
    }
    return try folder.write(sequences.joined(), to: "\(isBound)-\(count).fa")
  }

  /// Makes the sets and trains nothing.
  private func sets(_ options: String...) throws -> BuiltProgram.Outcome {
    try program.run(
      ["train", "--dry-run", "-o", folder.file("m"), "--force"] + options, folder: folder)
  }

  /// The sizes of the sets, from the message that tells them.
  private func sizes(_ outcome: BuiltProgram.Outcome) -> [Int] {
    let line = outcome.messages.split(separator: "\n").first { $0.contains("training on") }
    return (line ?? "").split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
  }

  @Test func topKeepsTheFirstOfEachFile() throws {
    let first = try examples(120, isBound: true)
    let negatives = try examples(100, isBound: false)
    let outcome = try sets(
      "--positives", first, "--top", "90", "--negatives", negatives, "--folds", "2", "--fold", "2")
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("the first 90 of 120"))
    #expect(sizes(outcome) == [45, 50, 30, 45, 50])
  }

  @Test func theSplitHasASeedOfItsOwn() throws {
    let positives = try examples(60, isBound: true)
    func table(_ options: String...) throws -> [UInt8] {
      let outcome = try program.run(
        [
          "train", "--dry-run", "-o", folder.file("m"), "--force", "--positives", positives,
          "--shuffle", "dinucleotide", "--folds", "2", "--fold", "1", "--write-set",
          folder.file("set.tsv"),
        ] + options, folder: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(try folder.names().contains("m") == false)
      return try folder.read("set.tsv")
    }
    let first = try table()
    #expect(try first == table("--split-seed", "1"))
    #expect(try first != table("--split-seed", "2"))
    // The same split; shuffles to validate on are of another seed.
    let other = try table("--split-seed", "1", "--seed", "2")
    func bound(_ table: [UInt8]) -> [Substring] {
      String(decoding: table, as: UTF8.self).split(separator: "\n").filter {
        !$0.contains("shuffled")
      }
    }
    #expect(first != other && bound(first) == bound(other))
  }

  @Test func aSplitByContigsNeedsContigsThatAreThere() throws {
    let positives = try examples(120, isBound: true)
    let negatives = try examples(120, isBound: false)
    let outcome = try sets(
      "--positives", positives, "--negatives", negatives, "--validation-contigs", "chr2,chr4")
    #expect(outcome.status == 0)
    #expect(sizes(outcome) == [60, 60, 30, 60, 60])
    let wrong = try sets(
      "--positives", positives, "--negatives", negatives, "--validation-contigs", "2")
    #expect(wrong.status == 65)
    #expect(wrong.errors.first?.contains(#"no sequence lies on "2"; choose among "chr1""#) == true)
  }

  @Test(
    arguments: [
      ["--folds", "3"], ["--folds", "3", "--fold", "4"], ["--folds", "1", "--fold", "1"],
      ["--folds", "3", "--fold", "1", "--validation", "0.1"],
      ["--validation-contigs", "chr1", "--validation", "0.1"], ["--validation-contigs", ","],
      ["--top", "0"], ["--validation", "0.9"],
    ])
  func splitsThatMakeNoSenseAreUsageErrors(options: [String]) throws {
    let outcome = try program.run(
      ["train", "--positives", "p", "--negatives", "n", "-o", folder.file("m")] + options,
      folder: folder)
    #expect(outcome.status == 64)
  }
}
