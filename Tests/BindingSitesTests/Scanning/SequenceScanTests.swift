import GenomicRegions
import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct SequenceScanTests {
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
    private let error: SequenceIOError?

    init(_ sequences: [[UInt8]], chunk: Int, error: SequenceIOError? = nil) {
      self.error = error
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
    }

    func next() throws(SequenceIOError) -> SequenceChunk? {
      if chunks.isEmpty, let error { throw error }
      return chunks.isEmpty ? nil : chunks.removeFirst()
    }
  }

  private struct Line: Equatable {
    let name: String
    let interval: Range<Int64>
    let logit: Float?
  }

  private func scan(
    _ sequences: [[UInt8]], threads: Int, chunk: Int = 700, error: SequenceIOError? = nil,
    ambiguity: AmbiguityPolicy = .uniform
  ) async -> (lines: [Line], ended: [String], error: (any Error)?) {
    var settings = ScanSettings()
    settings.stride = 7
    settings.ambiguity = ambiguity
    let scan = SequenceScan(scorer: BaseSum(), settings: settings, threads: threads)
    var lines: [Line] = []
    var ended: [String] = []
    do {
      try await scan.run(StreamedSequences(Sequences(sequences, chunk: chunk, error: error))) {
        for (interval, logit) in zip($0.intervals, $0.logits) {
          lines.append(Line(name: $0.sequence.name, interval: interval, logit: logit))
        }
        if $0.endsSequence { ended.append($0.sequence.name) }
      }
    } catch {
      return (lines, ended, error)
    }
    return (lines, ended, nil)
  }

  private let sequences: [[UInt8]] = {
    var generator = RandomGenerator(seed: 11)
    return [0, 1, 19, 20, 21, 9000, 333, 40_000].map { length in
      (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
    }
  }()

  @Test func resultsDoNotDependOnThreadsOrChunks() async {
    let reference = await scan(sequences, threads: 1)
    #expect(reference.error == nil)
    #expect(reference.lines.count > 7000)
    #expect(reference.ended == sequences.indices.map { "c\($0)" })
    for (threads, chunk) in [(2, 700), (3, 31), (5, 1 << 20)] {
      let other = await scan(sequences, threads: threads, chunk: chunk)
      let isEqual = other.lines == reference.lines
      #expect(isEqual)
      #expect(other.ended == reference.ended)
    }
  }

  @Test func everyBaseOfASequenceIsCovered() async {
    let lines = await scan(sequences, threads: 2).lines
    for (index, sequence) in sequences.enumerated() {
      let intervals = lines.filter { $0.name == "c\(index)" }.map(\.interval)
      var end: Int64 = 0
      for interval in intervals {
        #expect(interval.lowerBound <= end)
        end = max(end, interval.upperBound)
      }
      #expect(end == Int64(sequence.count))
    }
  }

  @Test func whatWasReadBeforeAFailureIsDelivered() async {
    let error = SequenceIOError.truncated(path: "x", format: "gzip")
    let broken = await scan(sequences, threads: 2, error: error)
    let whole = await scan(sequences, threads: 1)
    #expect(broken.error as? SequenceIOError == error)
    let isEqual = broken.lines == whole.lines
    #expect(isEqual)
  }

  @Test func anAmbiguousBaseIsNamedWithItsPlaceWhenItIsAnError() async {
    var sequences = sequences
    sequences[5][4321] = BaseCode.n
    let result = await scan(sequences, threads: 2, ambiguity: .error)
    #expect(
      result.error as? BindingSitesError == .ambiguousBase(sequence: "c5", position: 4321))
  }
}
