import BindingSites
import RecurrentCore
import Testing

@Suite struct WindowBlockAssemblerTests {
  private struct Window: Hashable, Comparable {
    let sequence: Int
    let start: Int64
    let bases: [UInt8]

    static func < (a: Window, b: Window) -> Bool { (a.sequence, a.start) < (b.sequence, b.start) }
  }

  private func windows(
    of sequences: [[UInt8]], window: Int, stride: Int, perBlock: Int, chunk: Int
  ) -> [Window] {
    var assembler = WindowBlockAssembler(window: window, stride: stride, windowsPerBlock: perBlock)
    var blocks: [WindowBlock] = []
    for (index, sequence) in sequences.enumerated() {
      assembler.beginSequence(index: index)
      var start = 0
      while start < sequence.count {
        let end = min(sequence.count, start + chunk)
        blocks += assembler.append(Array(sequence[start..<end]))
        start = end
      }
      blocks += assembler.endSequence()
    }
    if let block = assembler.finish() { blocks.append(block) }
    #expect(blocks.allSatisfy { $0.windowOffsets.count <= perBlock })
    #expect(
      blocks.flatMap(\.segments).filter(\.endsSequence).map(\.sequenceIndex)
        == Array(sequences.indices))
    return blocks.flatMap { block in
      block.segments.flatMap { segment in
        segment.windows.map { index in
          let offset = block.windowOffsets[index]
          return Window(
            sequence: segment.sequenceIndex, start: segment.position(ofOffset: offset),
            bases: Array(block.codes[offset..<offset + window]))
        }
      }
    }
  }

  private func expected(of sequences: [[UInt8]], window: Int, stride: Int) -> [Window] {
    sequences.enumerated().flatMap { index, bases -> [Window] in
      guard bases.count >= window else { return [] }
      var starts = Array(Swift.stride(from: 0, through: bases.count - window, by: stride))
      if let last = starts.last, stride <= window, last + window < bases.count {
        starts.append(bases.count - window)
      }
      return starts.map {
        Window(sequence: index, start: Int64($0), bases: Array(bases[$0..<$0 + window]))
      }
    }
  }

  @Test(arguments: [(7, 3), (7, 7), (5, 1), (4, 4), (1, 1), (3, 5)])
  func blocksOfAnyChunkingHoldTheWindowsOfTheWholeSequence(window: Int, stride: Int) {
    var generator = RandomGenerator(seed: UInt64(window * 100 + stride))
    let sequences = (0..<12).map { index in
      (0..<(index * 5)).map { _ in UInt8.random(in: 0...3, using: &generator) }
    }
    let whole = expected(of: sequences, window: window, stride: stride)
    for chunk in [1, 2, 6, 1000] {
      for perBlock in [1, 2, 5, 1000] {
        let cut = windows(
          of: sequences, window: window, stride: stride, perBlock: perBlock, chunk: chunk)
        let isWhole = cut == whole
        #expect(isWhole, "chunks of \(chunk), blocks of \(perBlock)")
      }
    }
  }

  @Test func theEndOfASequenceIsAlwaysCovered() {
    let bases = Array(repeating: UInt8(0), count: 130)
    let starts = windows(of: [bases], window: 101, stride: 50, perBlock: 10, chunk: 64).map(\.start)
    #expect(starts == [0, 29])
  }

  @Test func sequencesShorterThanAWindowGiveNoWindowButAreReported() {
    #expect(windows(of: [[0, 1], []], window: 3, stride: 1, perBlock: 4, chunk: 9).isEmpty)
  }
}
