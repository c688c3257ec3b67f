/// How far a scan has got: where the starts of the windows lie that are not done yet.
package struct ScanPosition: Sendable, Equatable {
  /// The sequence's place in the input, from 0; those before it are done.
  package var sequenceIndex: Int
  /// 0-based; windows of the sequence that start before it are done.
  package var offset: Int64

  package init(sequenceIndex: Int, offset: Int64) {
    self.sequenceIndex = sequenceIndex
    self.offset = offset
  }

  package static let start = ScanPosition(sequenceIndex: 0, offset: 0)

  /// Those of a sequence's positions that are not done.
  func remaining(of positions: Range<Int64>, sequenceIndex: Int) -> Range<Int64> {
    if sequenceIndex > self.sequenceIndex { return positions }
    if sequenceIndex < self.sequenceIndex { return positions.upperBound..<positions.upperBound }
    return min(max(positions.lowerBound, offset), positions.upperBound)..<positions.upperBound
  }
}
