import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct ExampleSetTests {
  private func example(
    _ letters: String, _ isBound: Bool, name: String = "x"
  ) throws -> LabelledSequence {
    let codes = try #require(BaseCode.codes(ofLetters: letters))
    return LabelledSequence(name: name, codes: codes, isBound: isBound)
  }

  private func randomExamples(_ count: Int, seed: UInt64) -> [LabelledSequence] {
    var generator = RandomGenerator(seed: seed)
    return (0..<count).map { index in
      let codes = (0..<20).map { _ in UInt8.random(in: 0...3, using: &generator) }
      return LabelledSequence(name: "s\(index)", codes: codes, isBound: index % 2 == 0)
    }
  }

  @Test func reverseComplementsNeverStandOnBothSides() throws {
    let originals = randomExamples(300, seed: 1)
    let mirrored = originals.map {
      LabelledSequence(
        name: $0.name + "r", codes: BaseCode.reverseComplement(of: $0.codes), isBound: $0.isBound)
    }
    let set = try ExampleSet(originals + mirrored, window: nil)
    let split = set.split(validationFraction: 0.2, seed: 7)
    let training = Set(split.training.map { RelatedExamples.canonical($0.codes) })
    let validation = Set(split.validation.map { RelatedExamples.canonical($0.codes) })
    #expect(training.isDisjoint(with: validation))
    #expect(split.training.count + split.validation.count == set.examples.count)
    #expect(abs(split.validation.count - set.examples.count / 5) <= 2)
  }

  @Test func overlappingLociNeverStandOnBothSides() throws {
    var generator = RandomGenerator(seed: 3)
    let examples = (0..<200).map { index in
      LabelledSequence(
        name:
          "chr1:\(index / 4 * 1000 + index % 4 * 50)-\(index / 4 * 1000 + index % 4 * 50 + 101)",
        codes: (0..<30).map { _ in UInt8.random(in: 0...3, using: &generator) },
        isBound: index % 8 < 4)
    }
    let split = try ExampleSet(examples, window: nil).split(validationFraction: 0.3, seed: 1)
    let sides = Dictionary(
      uniqueKeysWithValues: split.training.map { ($0.name, 0) }
        + split.validation.map { ($0.name, 1) })
    for group in 0..<50 {
      #expect(Set((0..<4).map { sides[examples[group * 4 + $0].name] }).count == 1)
    }
    #expect(Set(sides.values) == [0, 1])
  }

  @Test(
    arguments: [
      ("chr1:100-200", "chr1:150-250"), ("chr1:100-200(-)", "chr1:150-250(+)"),
      ("peak1::chr1:100-200", "peak2::chr1:150-250(-)"),
      ("HLA-A*01:01:01:100-200", "HLA-A*01:01:01:199-300"),
    ])
  func lociAreReadFromNamesAsToolsWriteThem(first: String, second: String) throws {
    var generator = RandomGenerator(seed: 3)
    let examples = [first, second, "chr2:100-200(-)", "other"].map {
      LabelledSequence(name: $0, codes: randomBases(30, &generator), isBound: true)
    }
    #expect(RelatedExamples.groups(of: examples) == [[0, 1], [2], [3]])
  }

  @Test func theSameSeedGivesTheSameSplit() throws {
    let set = try ExampleSet(randomExamples(100, seed: 2), window: nil)
    let first = set.split(validationFraction: 0.2, seed: 1)
    #expect(first.validation == set.split(validationFraction: 0.2, seed: 1).validation)
    #expect(first.validation != set.split(validationFraction: 0.2, seed: 2).validation)
  }

  @Test func contradictionsStayBoundAndRepeatsAndUnknownsGo() throws {
    let set = try ExampleSet(
      [
        example("ACGTA", true), example("ACGTA", false), example("ACGTA", true),
        example("NNNNN", false), example("CCCCC", false),
      ], window: nil)
    #expect(set.examples.map(\.isBound) == [true, false])
    #expect(set.remarks.count == 3)
  }

  @Test func unequalLengthsAreRefusedUnlessAWindowIsGiven() throws {
    let examples = [try example("ACGTACG", true), try example("AC", false)]
    #expect(throws: BindingSitesError.self) { try ExampleSet(examples, window: nil) }
    let set = try ExampleSet(examples, window: 4)
    #expect(set.examples.map { BaseCode.text(of: $0.codes) } == ["CGTA", "NACN"])
  }
}
