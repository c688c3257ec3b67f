import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

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
      guard bases.count >= window else {
        let left = SequencePadding.before(bases, window: window)
        let padded = SequencePadding.padded(bases, window: window)
        return bases.isEmpty
          ? [] : [Window(sequence: index, start: Int64(-left), bases: padded)]
      }
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

  @Test func aSequenceShorterThanAWindowStandsInTheMiddleOfOne() {
    var assembler = WindowBlockAssembler(window: 6, stride: 2)
    assembler.beginSequence(index: 0)
    _ = assembler.append([0, 1, 2])
    _ = assembler.endSequence()
    let block = assembler.finish()
    #expect(block?.codes == [4, 0, 1, 2, 4, 4])
    #expect(block?.segments.first?.interval(ofOffset: 0, window: 6) == 0..<3)
  }

  @Test func aPaddedSequenceAndItsReverseComplementAreOneWindowSeenFromTwoStrands() {
    var generator = RandomGenerator(seed: 4)
    for length in 1..<12 {
      let codes = (0..<length).map { _ in UInt8.random(in: 0...3, using: &generator) }
      let forward = SequencePadding.padded(codes, window: 12)
      let reverse = SequencePadding.padded(BaseCode.reverseComplement(of: codes), window: 12)
      #expect(BaseCode.reverseComplement(of: forward) == reverse)
    }
  }

  private func starts(of part: Range<Int>, in bases: [UInt8], anchor: Int64 = 0) -> [Int64] {
    var assembler = WindowBlockAssembler(window: 20, stride: 7)
    assembler.beginSequence(index: 0, start: Int64(part.lowerBound), anchor: anchor)
    var blocks = assembler.append(Array(bases[part]))
    blocks += assembler.endSequence(isWholeEnd: part.upperBound == bases.count)
    if let block = assembler.finish() { blocks.append(block) }
    return blocks.flatMap { block in
      block.segments.flatMap { segment in
        segment.windows.map { segment.position(ofOffset: block.windowOffsets[$0]) }
      }
    }
  }

  @Test func aPartOfASequenceGivesTheWindowsOfTheWholeThatLieInIt() {
    var generator = RandomGenerator(seed: 9)
    for length in 60..<75 {
      let bases = randomBases(length, &generator)
      let whole = starts(of: 0..<length, in: bases)
      for start in 0..<length {
        for end in [start + 19, start + 20, start + 27, start + 40, length] where end <= length {
          // A part shorter than a window gives none, unless it is a whole sequence.
          let expected = whole.filter { Int($0) >= start && Int($0) + 20 <= end }
          #expect(starts(of: start..<max(start, end), in: bases) == expected)
        }
      }
    }
  }

  @Test func theGridHoldsItsAnchor() {
    let bases = Array(repeating: UInt8(0), count: 100)
    #expect(starts(of: 45..<100, in: bases, anchor: 45) == [45, 52, 59, 66, 73, 80])
    #expect(starts(of: 45..<90, in: bases, anchor: 40) == [47, 54, 61, 68])
  }
}
