import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct ExampleSplitTests {
  /// Examples in groups of related ones: overlapping loci, and a reverse complement now and then.
  private func examples(_ groups: Int, seed: UInt64) throws -> ExampleSet {
    var generator = RandomGenerator(seed: seed)
    var result: [LabelledSequence] = []
    for group in 0..<groups {
      let contig = "chr\(1 + group % 4)"
      for member in 0..<Int.random(in: 1...4, using: &generator) {
        let start = group * 1000 + member * 60
        result.append(
          LabelledSequence(
            name: "\(contig):\(start)-\(start + 101)", codes: randomBases(30, &generator),
            isBound: group % 3 == 0))
      }
      if group % 5 == 0, let last = result.last {
        result.append(
          LabelledSequence(
            name: "chr9:\(group * 1000)-\(group * 1000 + 101)",
            codes: BaseCode.reverseComplement(of: last.codes), isBound: last.isBound))
      }
    }
    return try ExampleSet(result, window: nil)
  }

  /// Whether no example of one side is related to one of the other.
  private func isClean(_ split: ExampleSet.Split) -> Bool {
    let all = split.training + split.validation
    return RelatedExamples.groups(of: all).allSatisfy { group in
      Set(group.map { $0 < split.training.count }).count == 1
    }
  }

  @Test(arguments: [2, 3, 7], [1, 2, 3] as [UInt64])
  func foldsHoldEveryExampleOnceAndKeepRelatedOnesTogether(folds: Int, seed: UInt64) throws {
    let set = try examples(90, seed: seed)
    var held: [String] = []
    for fold in 1...folds {
      let split = try set.split(.fold(fold, of: folds), seed: seed)
      #expect(isClean(split))
      #expect(split.training.count + split.validation.count == set.examples.count)
      held += split.validation.map(\.name)
      let bound = split.validation.count { $0.isBound == true }
      // A fold is off by no more than the largest group, of five examples.
      #expect(abs(bound - set.positiveCount / folds) <= 5)
      #expect(abs(split.validation.count - bound - set.negativeCount / folds) <= 5)
    }
    #expect(held.sorted() == set.examples.map(\.name).sorted())
  }

  @Test func foldsDependOnTheSeedAlone() throws {
    let set = try examples(60, seed: 4)
    let first = try set.split(.fold(2, of: 5), seed: 1).validation
    #expect(try set.split(.fold(2, of: 5), seed: 1).validation == first)
    #expect(try set.split(.fold(2, of: 5), seed: 2).validation != first)
  }

  @Test func contigsDecideAndWhatIsRelatedAcrossThemIsLeftOut() throws {
    let set = try examples(80, seed: 5)
    let split = try set.split(.contigs(["chr2", "chr9"]), seed: 1)
    #expect(split.validation.allSatisfy { ["chr2", "chr9"].contains($0.locus?.contig) })
    #expect(split.training.allSatisfy { ["chr1", "chr3", "chr4"].contains($0.locus?.contig) })
    #expect(isClean(split))
    let onThem = set.examples.count { ["chr2", "chr9"].contains($0.locus?.contig) }
    #expect(split.validation.count == onThem)
    #expect(split.leftOut > 0)
    #expect(
      split.training.count + split.validation.count + split.leftOut == set.examples.count)
  }

  @Test func aSplitByContigsNeedsPlacesOnThem() throws {
    let set = try examples(20, seed: 6)
    let error = #expect(throws: BindingSitesError.self) {
      try set.split(.contigs(["chr2", "2"]), seed: 1)
    }
    #expect(error?.description.contains(#"no sequence lies on "2"; choose among "chr1""#) == true)
    let unplaced = LabelledSequence(
      name: "line 5", codes: Array(repeating: 1, count: 30), isBound: true)
    let mixed = try ExampleSet(set.examples + [unplaced], window: nil)
    let other = #expect(throws: BindingSitesError.self) {
      try mixed.split(.contigs(["chr2"]), seed: 1)
    }
    #expect(
      other?.description.contains(
        #"sequences without a place on a contig: 1, the first is "line 5""#)
        == true)
  }

  @Test(
    arguments: [
      ("chr1:100-200", "chr1", 100, 200), ("p::chr1:100-200(-)", "chr1", 100, 200),
      ("HLA-A*01:01:01:7-9", "HLA-A*01:01:01", 7, 9),
    ] as [(String, String, Int64, Int64)])
  func placesAreReadFromNames(name: String, contig: String, start: Int64, end: Int64) throws {
    let locus = try #require(
      LabelledSequence(name: name, codes: [], isBound: nil).locus)
    #expect(locus.contig == contig)
    #expect(locus.start.offset == start && locus.end.offset == end)
    let named = LabelledSequence.name(at: locus, called: "a b")
    #expect(LabelledSequence(name: named, codes: [], isBound: nil).locus == locus)
  }

  @Test(arguments: ["line 4", "a:b-c", "x:9-3", "x:3", ":", ""])
  func otherNamesHaveNoPlace(name: String) {
    #expect(LabelledSequence(name: name, codes: [], isBound: nil).locus == nil)
  }
}
