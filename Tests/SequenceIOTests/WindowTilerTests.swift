import GenomicRegions
import SequenceIO
import Testing

@Suite struct WindowTilerTests {
  /// A contig from `start` on in pieces of random size.
  func pieces(
    _ codes: [UInt8], from start: Int64, largest: Int, index: Int,
    using generator: inout some RandomNumberGenerator
  ) -> [SequenceChunk] {
    var result: [SequenceChunk] = []
    var offset = 0
    repeat {
      let count = min(Int.random(in: 1...largest, using: &generator), codes.count - offset)
      result.append(
        SequenceChunk(
          contigIndex: index, contig: "c\(index)",
          start: GenomicPosition(zeroBased: start + Int64(offset)),
          codes: Array(codes[offset..<offset + count]), isContigStart: offset == 0,
          isContigEnd: offset + count == codes.count))
      offset += count
    } while offset < codes.count
    return result
  }

  func tile(_ chunks: [SequenceChunk], _ tiler: WindowTiler) -> [SequenceWindow] {
    var tiler = tiler
    return chunks.flatMap { tiler.append($0) }
  }

  func starts(_ length: Int, size: Int, stride: Int, _ tail: WindowTiler.Tail) -> [[Int64]] {
    let chunk = SequenceChunk(
      contigIndex: 0, contig: "a", start: .contigStart,
      codes: [UInt8](repeating: 0, count: length), isContigStart: true, isContigEnd: true)
    return tile([chunk], WindowTiler(size: size, stride: stride, tail: tail)).map {
      [$0.start.offset, Int64($0.codes.count)]
    }
  }

  @Test func tailFollowsItsRule() {
    #expect(starts(12, size: 5, stride: 5, .drop) == [[0, 5], [5, 5]])
    #expect(starts(12, size: 5, stride: 5, .shorten) == [[0, 5], [5, 5], [10, 2]])
    #expect(starts(12, size: 5, stride: 5, .anchor) == [[0, 5], [5, 5], [7, 5]])
    #expect(starts(12, size: 5, stride: 3, .shorten) == [[0, 5], [3, 5], [6, 5], [9, 3]])
    #expect(starts(11, size: 5, stride: 3, .shorten) == [[0, 5], [3, 5], [6, 5]])
    #expect(starts(3, size: 5, stride: 5, .shorten) == [[0, 3]])
    #expect(starts(3, size: 5, stride: 5, .anchor) == [])
    #expect(starts(0, size: 5, stride: 5, .shorten) == [])
    #expect(starts(9, size: 2, stride: 6, .shorten) == [[0, 2], [6, 2]])
  }

  @Test func piecesDoNotChangeTheWindows() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let tiler = WindowTiler(
        size: Int.random(in: 1...9, using: &generator),
        stride: Int.random(in: 1...12, using: &generator),
        tail: WindowTiler.Tail.allCases.randomElement(using: &generator) ?? .drop)
      var whole: [SequenceChunk] = []
      var cut: [SequenceChunk] = []
      for index in 0..<3 {
        let codes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
          UInt8.random(in: 0...15, using: &generator)
        }
        let start = Int64.random(in: 0...20, using: &generator)
        whole.append(
          SequenceChunk(
            contigIndex: index, contig: "c\(index)", start: GenomicPosition(zeroBased: start),
            codes: codes, isContigStart: true, isContigEnd: true))
        let largest = Int.random(in: 1...30, using: &generator)
        cut += pieces(codes, from: start, largest: largest, index: index, using: &generator)
        for window in tile(cut, tiler) where window.contigIndex == index {
          let offset = Int(window.start.offset - start)
          #expect(window.codes == Array(codes[offset..<offset + window.codes.count]))
        }
      }
      #expect(tile(whole, tiler) == tile(cut, tiler))
    }
  }
}
