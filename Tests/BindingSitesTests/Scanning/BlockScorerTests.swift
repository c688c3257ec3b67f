import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct BlockScorerTests {
  /// Scores a window by a position-weighted sum, which tells strands and places apart.
  private struct WeightedSum: WindowScorer {
    let window = 8

    func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
      offsets.map { offset in
        (0..<window).reduce(0) { $0 + Float($1 + 1) * Float(bases[offset + $1]) }
      }
    }
  }

  private func scores(_ codes: [UInt8], _ settings: ScanSettings) -> [Float?] {
    var assembler = WindowBlockAssembler(window: 8, stride: settings.stride)
    assembler.beginSequence(index: 0)
    var blocks = assembler.append(codes)
    blocks += assembler.endSequence()
    if let block = assembler.finish() { blocks.append(block) }
    let scorer = BlockScorer(WeightedSum(), settings: settings)
    return blocks.flatMap { scorer($0).logits }
  }

  private func settings(_ change: (inout ScanSettings) -> Void = { _ in }) -> ScanSettings {
    var settings = ScanSettings()
    settings.stride = 3
    change(&settings)
    return settings
  }

  private let codes: [UInt8] = {
    var generator = RandomGenerator(seed: 5)
    return (0..<8 + 3 * 20).map { _ in UInt8.random(in: 0...3, using: &generator) }
  }()

  @Test func bothStrandsScoreASequenceAndItsReverseComplementAlike() {
    let forward = scores(codes, settings())
    let reverse = scores(BaseCode.reverseComplement(of: codes), settings())
    #expect(forward == reverse.reversed())
    #expect(Set(forward).count > 10)
  }

  @Test func theReverseStrandIsTheForwardStrandOfTheReverseComplement() {
    let reverse = scores(codes, settings { $0.strand = .reverse })
    let mirrored = scores(
      BaseCode.reverseComplement(of: codes), settings { $0.strand = .forward })
    #expect(reverse == mirrored.reversed())
  }

  @Test func skipLeavesOutEveryWindowWithAnAmbiguousBase() {
    var ambiguous = codes
    ambiguous[20] = BaseCode.n
    let result = scores(ambiguous, settings { $0.ambiguity = .skip })
    for (index, score) in result.enumerated() {
      #expect((score == nil) == (index * 3...index * 3 + 7).contains(20))
    }
  }

  @Test func skipScoresASequenceWhoseOnlyUnknownsAreItsPadding() {
    let short = scores(Array(codes.prefix(6)), settings { $0.ambiguity = .skip })
    #expect(short == scores(Array(codes.prefix(6)), settings()))
    #expect(scores([0, 1, BaseCode.n, 3, 2, 1], settings { $0.ambiguity = .skip }) == [nil])
  }

  @Test func mostlyUnknownWindowsAreNotScored() {
    let unknown = codes.prefix(10) + Array(repeating: BaseCode.n, count: 30) + codes.suffix(10)
    let result = scores(Array(unknown), settings())
    #expect(result.first != .some(nil) && result.last != .some(nil))
    #expect(result.contains(nil))
  }

  @Test func softMaskedBasesCountAsUnknownOnlyWhenAsked() {
    let masked = codes.map { $0 | BaseCode.softMaskBit }
    #expect(scores(masked, settings()) == scores(codes, settings()))
    #expect(scores(masked, settings { $0.mask = .soft }).allSatisfy { $0 == nil })
  }

  @Test func theErrorPolicyFindsTheFirstAmbiguousBase() {
    var assembler = WindowBlockAssembler(window: 8, stride: 3, windowsPerBlock: 4)
    assembler.beginSequence(index: 0)
    var ambiguous = codes
    ambiguous[41] = BaseCode.n
    var blocks = assembler.append(ambiguous)
    blocks += assembler.endSequence()
    if let block = assembler.finish() { blocks.append(block) }
    let scorer = BlockScorer(WeightedSum(), settings: settings { $0.ambiguity = .error })
    let found = blocks.compactMap { scorer($0).firstAmbiguous }.first
    #expect(found?.position == 41)
  }
}
