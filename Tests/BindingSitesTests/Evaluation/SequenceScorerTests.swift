import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct SequenceScorerTests {
  private static let window = TinyModel.window

  private func scores(
    _ sequences: [[UInt8]], stride: Int, strand: ScanSettings.StrandChoice = .both
  ) async throws -> [Float?] {
    var settings = ScanSettings()
    settings.stride = stride
    settings.strand = strand
    settings.maximumAmbiguousFraction = 1
    return try await SequenceScorer(TinyModel.scorer(), settings: settings)
      .scores(sequences, names: { "s\($0)" }, threads: 2).map(\.logit)
  }

  private func sequences(_ lengths: some Sequence<Int>) -> [[UInt8]] {
    var generator = RandomGenerator(seed: 21)
    return lengths.map { randomBases($0, &generator) }
  }

  @Test(arguments: [1, 5, 7, 24, 40])
  func aSequenceAndItsReverseComplementScoreAlike(stride: Int) async throws {
    let sequences = sequences(1...150)
    let forward = try await scores(sequences, stride: stride)
    let reverse = try await scores(
      sequences.map(BaseCode.reverseComplement(of:)), stride: stride)
    let isEqual = forward == reverse
    #expect(isEqual)
    #expect(Set(forward).count > 100)
  }

  @Test func theReverseStrandIsTheForwardOneOfTheReverseComplement() async throws {
    let sequences = sequences(20...90)
    let forward = try await scores(
      sequences.map(BaseCode.reverseComplement(of:)), stride: 5, strand: .forward)
    #expect(try await scores(sequences, stride: 5, strand: .reverse) == forward)
  }

  @Test func aStrideOfOneFindsTheBestOfAllWindows() async throws {
    let sequences = sequences([24, 25, 60, 131])
    let scorer = try TinyModel.scorer()
    let best = sequences.map { bases in
      scorer.logits(bases: bases, offsets: Array(0...bases.count - Self.window)).max()
    }
    #expect(try await scores(sequences, stride: 1, strand: .forward) == best)
  }

  /// Reads a window's bases as the digits of a number to base 4.
  private struct Digits: WindowScorer {
    let window = 10
    func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
      offsets.map { offset in
        bases[offset..<offset + window].reduce(0) { 4 * $0 + Float($1) }
      }
    }
  }

  @Test func noBaseOfALongSequenceIsLeftOut() async throws {
    // A run of A with one T in it scores above 0 only where a window holds the T.
    var settings = ScanSettings()
    settings.stride = 7
    settings.strand = .forward
    let scorer = SequenceScorer(Digits(), settings: settings)
    for length in [11, 16, 17, 18, 23, 24, 25, 38, 60] {
      let sequences = (0..<length).map { place in (0..<length).map { UInt8($0 == place ? 3 : 0) } }
      let found = try await scorer.scores(sequences, names: { "s\($0)" }, threads: 1)
      #expect(found.allSatisfy { $0.logit ?? 0 > 0 }, "length \(length)")
    }
  }

  @Test func ambiguousBasesAreCountedAndNamedByTheirPlace() async throws {
    var sequences = sequences([70, 71, 72, 73])
    for place in [3, 30, 50, 70] { sequences[2][place] = BaseCode.n }
    var settings = ScanSettings()
    settings.stride = 9
    let names = { (index: Int) in "s\(index)" }
    let scores = try await SequenceScorer(TinyModel.scorer(), settings: settings)
      .scores(sequences, names: names, threads: 1)
    #expect(scores.map(\.ambiguousFraction) == [0, 0, 4.0 / 72, 0])
    settings.ambiguity = .error
    for place in [3, 30, 50, 70] {
      let scorer = try SequenceScorer(TinyModel.scorer(), settings: settings)
      await #expect(
        throws: BindingSitesError.ambiguousBase(sequence: "s2", position: Int64(place))
      ) { try await scorer.scores(sequences, names: names, threads: 1) }
      sequences[2][place] = 0
    }
  }

  @Test func anEmptySequenceAndOneOfUnknownBasesHaveNoScore() async throws {
    let scorer = try SequenceScorer(TinyModel.scorer(), settings: ScanSettings())
    let scores = try await scorer.scores(
      [[], Array(repeating: BaseCode.n, count: 60)], names: { "s\($0)" }, threads: 1)
    #expect(scores.map(\.logit) == [nil, nil])
    #expect(scores.map(\.ambiguousFraction) == [0, 1])
  }
}
