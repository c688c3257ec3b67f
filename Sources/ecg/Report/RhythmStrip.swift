/// The stretches of a record's signal that its strip shows.
struct RhythmStrip: Sendable, Equatable {
  /// A row of the strip.
  struct Row: Sendable, Equatable {
    /// Seconds from the record's start.
    var start: Double
    /// Millivolts, NaN where missing.
    var millivolts: [Float]
  }

  var rows: [Row]
  /// Hertz of the samples.
  var samplingFrequency: Double
  /// The stretch that weighed most in the verdict, in seconds from the record's start.
  var decisive: Range<Double>?

  /// The seconds a row has room for: 250 mm at 25 mm/s.
  static let rowSeconds = 10.0
  static let mostRows = 3

  /// The stretches to show of a record, in seconds: all of a short one; of a longer one the first
  /// row and the decisive stretch.
  static func stretches(
    ofRecordLasting duration: Double, decisive: Range<Double>?
  ) -> [Range<Double>] {
    guard duration > 0, duration.isFinite else { return [] }
    var starts = (0..<mostRows).map { Double($0) * rowSeconds }
    if duration > Double(mostRows) * rowSeconds, let decisive {
      // In the middle of the second row; from its start if it is longer than a row.
      let length = decisive.upperBound - decisive.lowerBound
      let wanted = (decisive.lowerBound - max(0, (rowSeconds - length) / 2)).rounded(.down)
      let last = duration - Double(mostRows - 1) * rowSeconds
      let start = max(rowSeconds, min(wanted, last.rounded(.up)))
      for row in 1..<mostRows { starts[row] = start + Double(row - 1) * rowSeconds }
    }
    return starts.filter { $0 < duration }.map { $0..<min($0 + rowSeconds, duration) }
  }
}
