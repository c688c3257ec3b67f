import GenomicRegions
import SequenceIO
import Testing

@Suite struct CIGARTests {
  func read(_ runs: [CIGAR.Run], at offset: Int64 = 100, flags: ReadFlags = []) -> AlignedRead {
    let cigar = CIGAR(runs)
    return AlignedRead(
      name: "r", flags: flags, mappingQuality: 60, contig: "chr1", contigIndex: 0,
      position: GenomicPosition(zeroBased: offset), cigar: cigar,
      codes: [UInt8](repeating: 0, count: cigar.readLength))
  }

  func place(_ read: AlignedRead, _ range: Range<Int>) -> Range<Int64>? {
    read.referenceInterval(forReadRange: range).map { $0.start.offset..<$0.end.offset }
  }

  @Test func clippedAndInsertedBasesHaveNoPlace() {
    let read = read([
      .init(.hardClip, 4), .init(.softClip, 3), .init(.match, 5), .init(.insertion, 2),
      .init(.match, 4), .init(.softClip, 1),
    ])
    #expect(place(read, 0..<3) == nil)
    #expect(place(read, 8..<10) == nil)
    #expect(place(read, 14..<15) == nil)
    #expect(place(read, 0..<4) == 100..<101)
    #expect(place(read, 7..<11) == 104..<106)
    #expect(place(read, 0..<15) == 100..<109)
    #expect(read.alignedBaseCount(inReadRange: 7..<11) == 2)
    #expect(read.referenceInterval?.description == "chr1:101-109")
  }

  @Test func deletionsAndIntronsAreSpanned() {
    let read = read([
      .init(.sequenceMatch, 3), .init(.deletion, 2), .init(.sequenceMismatch, 3),
      .init(.skip, 1000), .init(.match, 4),
    ])
    #expect(place(read, 0..<3) == 100..<103)
    #expect(place(read, 2..<4) == 102..<106)
    #expect(place(read, 5..<7) == 107..<1109)
    #expect(read.cigar.referenceLength == 1012)
  }

  @Test func unalignedReadsHaveNoPlace() {
    #expect(read([]).referenceInterval == nil)
    #expect(read([.init(.match, 4)], flags: .unmapped).referenceInterval == nil)
    #expect(read([.init(.match, 4)], flags: .unmapped).strand == .none)
    #expect(read([.init(.match, 4)], flags: .reverse).strand == .reverse)
  }

  /// The slow way: walks the operations base by base.
  func places(_ cigar: CIGAR) -> [Int64?] {
    var result: [Int64?] = []
    var reference: Int64 = 0
    for run in cigar.runs {
      for _ in 0..<run.length {
        if run.operation.consumesRead {
          result.append(run.operation.consumesReference ? reference : nil)
        }
        if run.operation.consumesReference { reference += 1 }
      }
    }
    return result
  }

  @Test func everyRangeSpansThePlacesOfItsBases() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<40 {
      let cigar = CIGAR(
        (0..<Int.random(in: 1...6, using: &generator)).map { _ in
          .init(
            CIGAR.Operation.allCases.randomElement(using: &generator) ?? .match,
            Int.random(in: 1...4, using: &generator))
        })
      let places = places(cigar)
      for lower in 0...places.count {
        for upper in lower...places.count {
          let known = places[lower..<upper].compactMap(\.self)
          let expected = known.min().flatMap { low in known.max().map { low..<$0 + 1 } }
          #expect(cigar.referenceOffsets(ofReadRange: lower..<upper) == expected)
        }
      }
    }
  }
}
