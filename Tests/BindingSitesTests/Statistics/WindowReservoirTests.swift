import GenomicRegions
import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct WindowReservoirTests {
  private func chunk(
    _ codes: [UInt8], contig: String = "a", from start: Int = 0, isStart: Bool, isEnd: Bool
  ) -> SequenceChunk {
    SequenceChunk(
      kind: .contig, contigIndex: 0, contig: contig,
      start: GenomicPosition(zeroBased: Int64(start)), codes: codes, isContigStart: isStart,
      isContigEnd: isEnd, reachesContigEnd: isEnd)
  }

  /// A reservoir that was given a contig in pieces of that size.
  private func sample(
    _ codes: [UInt8], window: Int, capacity: Int, seed: UInt64 = 1, piece: Int = 1000
  ) -> WindowReservoir {
    var reservoir = WindowReservoir(window: window, capacity: capacity, seed: seed)
    for start in stride(from: 0, to: codes.count, by: piece) {
      let end = min(start + piece, codes.count)
      reservoir.take(
        chunk(
          Array(codes[start..<end]), from: start, isStart: start == 0, isEnd: end == codes.count))
    }
    return reservoir
  }

  @Test func aSmallGenomeIsKeptWhole() {
    var generator = RandomGenerator(seed: 1)
    let codes = randomBases(60, &generator)
    let expected = (0...40).map { Array(codes[$0..<$0 + 20]) }
    for piece in [1, 7, 1000] {
      let reservoir = sample(codes, window: 20, capacity: 100, piece: piece)
      #expect(reservoir.windows == expected)
      #expect(reservoir.seen == 41)
    }
  }

  @Test func unknownBasesAndContigEndsAreInNoWindow() {
    var codes = [UInt8](repeating: BaseCode.a | BaseCode.softMaskBit, count: 30)
    codes[12] = BaseCode.n
    var reservoir = WindowReservoir(window: 10, capacity: 50, seed: 1)
    reservoir.take(chunk(codes, isStart: true, isEnd: true))
    #expect(reservoir.seen == 3 + 8)
    reservoir.take(chunk([1, 1, 1, 1, 1], contig: "b", isStart: true, isEnd: true))
    #expect(reservoir.seen == 3 + 8)
    #expect(reservoir.windows.allSatisfy { $0 == Array(repeating: BaseCode.a, count: 10) })
  }

  @Test func thePiecesDoNotMatter() {
    var generator = RandomGenerator(seed: 2)
    let codes = randomBases(5000, &generator)
    let whole = sample(codes, window: 12, capacity: 40)
    #expect(sample(codes, window: 12, capacity: 40, piece: 11).windows == whole.windows)
    #expect(sample(codes, window: 12, capacity: 40, seed: 2).windows != whole.windows)
  }

  /// Each of 200 windows is drawn in a tenth of 2,000 runs, give or take 6 standard deviations.
  @Test func everyWindowIsAsLikely() {
    let codes = (0..<200).map { UInt8($0) & 3 }
    // Windows of one base cannot be told apart: of 4 bases, by the number they spell.
    var counts = [Int](repeating: 0, count: 4)
    for seed in 1...2000 as ClosedRange<UInt64> {
      for window in sample(codes, window: 1, capacity: 20, seed: seed).windows {
        counts[Int(window[0])] += 1
      }
    }
    #expect(counts.reduce(0, +) == 40_000)
    #expect(counts.allSatisfy { abs($0 - 10_000) < 520 }, "\(counts)")
    var early = 0
    let halves = [UInt8](repeating: 0, count: 100) + [UInt8](repeating: 3, count: 100)
    for seed in 1...2000 as ClosedRange<UInt64> {
      early += sample(halves, window: 1, capacity: 20, seed: seed).windows.count { $0 == [0] }
    }
    #expect(abs(early - 20_000) < 600, "\(early)")
  }
}
