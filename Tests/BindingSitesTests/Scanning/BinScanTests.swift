import GenomicRegions
import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct BinScanTests {
  /// Pieces of sequences, or of parts of them.
  private final class Pieces: ScanInput {
    private var pieces: [ScanPiece] = []

    init(_ sequences: [[UInt8]], chunk: Int) {
      for (index, codes) in sequences.enumerated() {
        add(codes, 0..<codes.count, of: index, chunk: chunk)
      }
      pieces.reverse()
    }

    init(_ codes: [UInt8], part: Range<Int>, chunk: Int) {
      add(codes, part, of: 0, chunk: chunk)
      pieces.reverse()
    }

    private func add(_ codes: [UInt8], _ part: Range<Int>, of index: Int, chunk: Int) {
      let starts =
        part.isEmpty
        ? [part.lowerBound] : Array(stride(from: part.lowerBound, to: part.upperBound, by: chunk))
      for start in starts {
        let end = min(part.upperBound, start + chunk)
        pieces.append(
          ScanPiece(
            beginning: start == part.lowerBound
              ? ScanSequence(name: "c\(index)", index: index) : nil,
            start: GenomicPosition(zeroBased: Int64(start)), codes: Array(codes[start..<end]),
            isEnd: end == part.upperBound,
            isWholeEnd: end == part.upperBound && end == codes.count))
      }
    }

    func next() -> ScanPiece? { pieces.popLast() }
  }

  private struct Line: Equatable {
    let name: String
    let interval: Range<Int64>
    let logit: Float?

    var bin: Int64 { (interval.lowerBound + interval.upperBound) / 2 / 4 }
  }

  private func scan(
    _ input: any ScanInput, threads: Int = 1, grid: BinGrid = TinyBinModel.grid,
    settings: ScanSettings = ScanSettings(),
    wants: @escaping SequenceScan.ChunkChoice = { _, _ in true }
  ) async throws -> (lines: [Line], ended: [String]) {
    let scan = SequenceScan(
      try TinyBinModel.scorer(grid), settings: settings, threads: threads)
    var lines: [Line] = []
    var ended: [String] = []
    try await scan.run(input, wants: wants) {
      for (interval, logit) in zip($0.intervals, $0.logits) {
        lines.append(Line(name: $0.sequence.name, interval: interval, logit: logit))
      }
      if $0.endsSequence { ended.append($0.sequence.name) }
    }
    return (lines, ended)
  }

  private static let sequences: [[UInt8]] = {
    var generator = RandomGenerator(seed: 21)
    let lengths = [0, 1, 3, 4, 63, 255, 256, 257, 300, 320, 321, 9000, 0, 41_003, 512, 0]
    return lengths.map { randomBases($0, &generator) }
  }()

  @Test func resultsDoNotDependOnThreadsOrPieces() async throws {
    let reference = try await scan(Pieces(Self.sequences, chunk: 700))
    let bins = Self.sequences.reduce(0) { $0 + ($1.count + 3) / 4 }
    #expect(reference.lines.count == bins)
    #expect(reference.ended == Self.sequences.indices.map { "c\($0)" })
    for (threads, chunk) in [(2, 700), (3, 31), (5, 1 << 20)] {
      let other = try await scan(Pieces(Self.sequences, chunk: chunk), threads: threads)
      let isEqual = other.lines == reference.lines && other.ended == reference.ended
      #expect(isEqual, "\(threads) threads, pieces of \(chunk)")
    }
  }

  @Test func eachBinIsTheMiddleOfItsSiteAndSitesLieOnTheSequence() async throws {
    let lines = try await scan(Pieces(Self.sequences, chunk: 700)).lines
    for (index, codes) in Self.sequences.enumerated() {
      let own = lines.filter { $0.name == "c\(index)" }
      #expect(own.map(\.bin) == (0..<Int64((codes.count + 3) / 4)).map { $0 })
      for line in own {
        #expect(line.interval.lowerBound >= 0 && line.interval.upperBound <= Int64(codes.count))
        #expect(1...20 ~= line.interval.count)
      }
      if codes.count > 100 { #expect(own[10].interval == 32..<52) }
    }
  }

  @Test(arguments: [0..<5000, 1..<5000, 128..<4000, 129..<4000, 4096..<9000, 4000..<9000])
  func aPartGivesWhatTheWholeGives(part: Range<Int>) async throws {
    let codes = Self.sequences[11]
    let whole = try await scan(Pieces([codes], chunk: 700)).lines
    let lines = try await scan(Pieces(codes, part: part, chunk: 100)).lines
    let first = part.lowerBound == 0 ? 0 : (part.lowerBound + 128 + 255) / 256 * 256
    let end = part.upperBound == 9000 ? 9000 : (part.upperBound - 128) / 256 * 256
    let isEqual = lines == whole.filter { Int64(first / 4) <= $0.bin && $0.bin < (end + 3) / 4 }
    #expect(isEqual)
    #expect(lines.count == (end - first + 3) / 4)
  }

  @Test func onlyWantedChunksAreScored() async throws {
    let codes = Self.sequences[11]
    let whole = try await scan(Pieces([codes], chunk: 700)).lines
    let result = try await scan(Pieces([codes], chunk: 700)) { $1.lowerBound == 512 }
    let isEqual = result.lines == Array(whole[128..<192])
    #expect(isEqual)
    #expect(result.ended == ["c0"])
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func shardsTogetherGiveEveryBinOnceAndInOrder(count: Int) async throws {
    let whole = try await scan(Pieces(Self.sequences, chunk: 700))
    let total = Int64(Self.sequences.reduce(0) { $0 + $1.count })
    var lines: [Line] = []
    for index in 1...count {
      let shard = try #require(ShardNumber(index, of: count))
      let input = ShardedSequences(
        Chunks(Self.sequences, chunk: [310, 1000][index % 2]),
        plan: ShardPlan(shard, totalBases: total, grid: 1024), before: 128, after: 128)
      lines += try await scan(input, threads: 1 + index % 2) { _, chunk in
        input.holds(chunk.lowerBound)
      }.lines
    }
    let isEqual = lines == whole.lines
    #expect(isEqual)
  }

  private final class Chunks: SequenceSource {
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

  @Test func theContextIsLongEnoughThatChunksDoNotShow() async throws {
    let codes = Self.sequences[11]
    let short = try await scan(Pieces([codes], chunk: 700)).lines
    let long = try await scan(
      Pieces([codes], chunk: 700), grid: BinGrid(bin: 4, chunk: 16_384, context: 128)
    ).lines
    var largest: Float = 0
    for (one, other) in zip(short, long) {
      largest = max(largest, abs((one.logit ?? .nan) - (other.logit ?? .nan)))
    }
    #expect(largest < 1e-4)
    // Without context the chunks' edges do show.
    let none = try await scan(
      Pieces([codes], chunk: 700), grid: BinGrid(bin: 4, chunk: 256, context: 8)
    ).lines
    #expect(zip(none, long).contains { abs(($0.logit ?? 0) - ($1.logit ?? 0)) > 1e-4 })
  }

  @Test(arguments: [4, 64, 252, 256, 1024, 4000])
  func aSequenceAndItsReverseComplementGetTheSameValues(length: Int) async throws {
    var generator = RandomGenerator(seed: UInt64(length))
    let codes = randomBases(length, &generator)
    let forward = try await scan(Pieces([codes], chunk: 700)).lines
    let reverse = try await scan(
      Pieces([BaseCode.reverseComplement(of: codes)], chunk: 700)
    ).lines
    for (one, other) in zip(forward, reverse.reversed()) {
      #expect(abs((one.logit ?? .nan) - (other.logit ?? .nan)) < 1e-4)
    }
    // What fits into one chunk is the same to the last bit.
    if length <= 256 {
      #expect(forward.map(\.logit) == reverse.reversed().map(\.logit))
    }
  }

  @Test func bothStrandsAreTheMeanOfEach() async throws {
    var settings = ScanSettings()
    let both = try await scan(Pieces(Self.sequences, chunk: 700)).lines
    settings.strand = .forward
    let forward = try await scan(Pieces(Self.sequences, chunk: 700), settings: settings).lines
    settings.strand = .reverse
    let reverse = try await scan(Pieces(Self.sequences, chunk: 700), settings: settings).lines
    let means = zip(forward, reverse).map { 0.5 * ($0.logit ?? .nan) + 0.5 * ($1.logit ?? .nan) }
    #expect(both.map(\.logit) == means)
    #expect(forward.map(\.logit) != reverse.map(\.logit))
  }

  @Test func binsInRunsOfUnknownBasesAreNotScored() async throws {
    var codes = Self.sequences[11]
    for place in 1000..<5000 { codes[place] = BaseCode.n }
    let lines = try await scan(Pieces([codes], chunk: 700)).lines
    #expect(lines.count == 2250)
    for line in lines {
      let known = line.interval.count { !(1000..<5000).contains($0) }
      #expect((line.logit != nil) == (2 * known >= line.interval.count))
    }
    var settings = ScanSettings()
    settings.ambiguity = .skip
    let skipped = try await scan(Pieces([codes], chunk: 700), settings: settings).lines
    #expect(skipped.allSatisfy { ($0.logit == nil) == $0.interval.overlaps(1000..<5000) })
    settings.ambiguity = .error
    await #expect(throws: BindingSitesError.ambiguousBase(sequence: "c0", position: 1000)) {
      try await scan(Pieces([codes], chunk: 700), threads: 2, settings: settings)
    }
  }

  @Test func layersWithoutKernelsGiveTheSame() async throws {
    let network = try TinyModel.network(TinyBinModel.layers)
    let parameters = network.initialParameters(seed: 1)
    var generator = RandomGenerator(seed: 5)
    let bases = randomBases(300, &generator)
    let fast = NetworkBinScorer(network, parameters, bin: 4)
      .logits(bases: bases, offsets: [0, 100, 7], length: 120)
    let slow = network.predict(
      .values(OneHot.encode(bases, windowsAt: [0, 100, 7], length: 120)), parameters
    ).values.elements
    #expect(fast.count == 90)
    for (place, logit) in fast.enumerated() {
      #expect(abs(logit - slow[place % 30 * 3 + place / 30]) < 1e-5)
    }
  }
}
