import GenomicRegions
import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct ShardedSequencesTests {
  private struct BaseSum: WindowScorer {
    let window = 20

    func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
      offsets.map { offset in
        (0..<window).reduce(0) { $0 + Float($1) * Float(bases[offset + $1]) }
      }
    }
  }

  private final class Sequences: SequenceSource {
    private var chunks: [SequenceChunk] = []

    init(_ sequences: [[UInt8]], chunk: Int) {
      for (index, codes) in sequences.enumerated() {
        let starts = codes.isEmpty ? [0] : Array(stride(from: 0, to: codes.count, by: chunk))
        for start in starts {
          let end = min(codes.count, start + chunk)
          chunks.append(
            SequenceChunk(
              contigIndex: index, contig: "c\(index)",
              start: GenomicPosition(zeroBased: Int64(start)), codes: Array(codes[start..<end]),
              isContigStart: start == 0, isContigEnd: end == codes.count))
        }
      }
      chunks.reverse()
    }

    func next() throws(SequenceIOError) -> SequenceChunk? { chunks.popLast() }
  }

  private struct Line: Equatable {
    let sequence: Int
    let interval: Range<Int64>
    let logit: Float?
  }

  private struct Scanned {
    var lines: [Line] = []
    var ended: [Int] = []
  }

  private func scan(
    _ input: any ScanInput, stride: Int, threads: Int, into result: inout Scanned
  ) async throws {
    var settings = ScanSettings()
    settings.stride = stride
    settings.ambiguity = .skip
    var lines: [Line] = []
    var ended: [Int] = []
    try await SequenceScan(scorer: BaseSum(), settings: settings, threads: threads).run(input) {
      for (interval, logit) in zip($0.intervals, $0.logits) {
        lines.append(Line(sequence: $0.sequence.index, interval: interval, logit: logit))
      }
      if $0.endsSequence { ended.append($0.sequence.index) }
    }
    result.lines += lines
    result.ended += ended
  }

  private static func sequences(_ lengths: [Int]) -> [[UInt8]] {
    var generator = RandomGenerator(seed: 12)
    return lengths.map { length in
      (0..<length).map { index in
        index % 500 < 30 ? BaseCode.n : UInt8.random(in: 0...3, using: &generator)
      }
    }
  }

  private static let genomes: [[Int]] = [
    [0, 1, 19, 20, 21, 0, 900, 0, 333, 4000, 1, 0], [5000], [0], [1], [0, 0, 7, 0],
    (0..<400).map { $0 * 7 % 45 },
  ]

  @Test(arguments: [1, 2, 3, 7, 64], [(5, 64), (20, 50), (33, 16), (7, 1)])
  func shardsTogetherGiveEveryWindowOnceAndInOrder(count: Int, layout: (Int, Int)) async throws {
    let (stride, grid) = layout
    for lengths in Self.genomes {
      let sequences = Self.sequences(lengths)
      let total = Int64(lengths.reduce(0, +))
      var whole = Scanned()
      try await scan(
        StreamedSequences(Sequences(sequences, chunk: 1000)), stride: stride, threads: 1,
        into: &whole)
      var parts = Scanned()
      for index in 1...count {
        let shard = try #require(ShardNumber(index, of: count))
        let input = ShardedSequences(
          Sequences(sequences, chunk: [31, 700][index % 2]),
          plan: ShardPlan(shard, totalBases: total, grid: Int64(grid)), after: 19)
        try await scan(input, stride: stride, threads: 1 + index % 2, into: &parts)
      }
      let isEqual = parts.lines == whole.lines
      #expect(isEqual, "\(lengths.prefix(12)), \(count) shards")
      // A sequence that several shards share ends in each.
      let once = parts.ended.reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
      #expect(once == whole.ended)
    }
  }

  @Test(arguments: [[1_000_000], Array(repeating: 50, count: 20_000), [3, 0, 999_990, 7]])
  func shardsAreEvenToWithinAChunk(lengths: [Int]) throws {
    let total = Int64(lengths.reduce(0, +))
    for count in [1, 2, 7, 64] {
      var sum: Int64 = 0
      for index in 1...count {
        let plan = ShardPlan(
          try #require(ShardNumber(index, of: count)), totalBases: total, grid: 512)
        var before: Int64 = 0
        var bases: Int64 = 0
        for length in lengths {
          let own = plan.positions(basesBefore: before).clamped(to: 0..<Int64(length))
          bases += Int64(own.count)
          before += Int64(length)
        }
        #expect(abs(bases - total / Int64(count)) <= 513)
        sum += bases
      }
      #expect(sum == total)
    }
  }

  @Test func whatLiesBehindTheShardIsNotRead() throws {
    let shard = try #require(ShardNumber(1, of: 10))
    var reads = 0
    let input = ShardedSequences(
      Sequences(Self.sequences(Array(repeating: 100, count: 1000)), chunk: 1000),
      plan: ShardPlan(shard, totalBases: 100_000, grid: 64), after: 19, willRead: { reads += 1 })
    while try input.next() != nil {}
    #expect(reads < 110)
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/100001", "1/"])
  func whatIsNoShardIsRefused(text: String) {
    #expect(ShardNumber(text) == nil)
  }

  @Test func aSurveySeesBasesAndNamesButNotPieces() throws {
    let sequences = Self.sequences([700, 0, 3])
    let survey = try InputSurvey(Sequences(sequences, chunk: 1000))
    #expect(survey.bases == 703 && survey.sequences == 3)
    #expect(try InputSurvey(Sequences(sequences, chunk: 13)) == survey)
    var other = sequences
    other[2].append(other[0].removeLast())
    #expect(try InputSurvey(Sequences(other, chunk: 1000)).fingerprint != survey.fingerprint)
  }
}
