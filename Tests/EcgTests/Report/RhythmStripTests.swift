import Testing

@testable import ecg

@Suite struct RhythmStripTests {
  @Test func aShortRecordIsShownWhole() {
    #expect(
      RhythmStrip.stretches(ofRecordLasting: 24.5, decisive: 20..<22.5) == [
        0..<10, 10..<20, 20..<24.5,
      ])
    #expect(RhythmStrip.stretches(ofRecordLasting: 9, decisive: nil) == [0..<9])
    #expect(RhythmStrip.stretches(ofRecordLasting: 0, decisive: nil).isEmpty)
    #expect(RhythmStrip.stretches(ofRecordLasting: .nan, decisive: nil).isEmpty)
  }

  @Test func aLongRecordShowsItsStartAndTheDecisiveStretch() {
    #expect(
      RhythmStrip.stretches(ofRecordLasting: 3600, decisive: 100..<102.5)
        == [0..<10, 96..<106, 106..<116])
    #expect(
      RhythmStrip.stretches(ofRecordLasting: 3600, decisive: nil) == [0..<10, 10..<20, 20..<30])
  }

  @Test(arguments: [31.0, 35.7, 60, 61.3, 86400], [0.0, 4, 9.9, 12, 25, 29.5])
  func theDecisiveStretchIsAlwaysShownAndRowsDoNotOverlap(duration: Double, start: Double) {
    for decisive in [start..<start + 1.5, duration - start - 1.5..<duration - start] {
      let rows = RhythmStrip.stretches(ofRecordLasting: duration, decisive: decisive)
      let middle = (decisive.lowerBound + decisive.upperBound) / 2
      #expect(rows.contains { $0.contains(middle) }, "\(decisive) in \(rows)")
      for (row, next) in zip(rows, rows.dropFirst()) {
        #expect(row.upperBound <= next.lowerBound)
      }
    }
  }
}
