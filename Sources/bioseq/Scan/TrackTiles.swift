/// Lays the windows of a sequence side by side, as bedGraph wants them: each stands for the `stride`
/// bases around its centre, a bin for itself.
struct TrackTiles {
  private let window: Int64
  private let width: Int64
  /// Whether intervals are those of sites around bins, which the bin is always the middle of.
  private let isBins: Bool
  private var sequenceIndex = -1
  private var end: Int64 = 0

  init(window: Int, stride: Int, isBins: Bool = false) {
    self.isBins = isBins
    self.window = Int64(window)
    width = Int64(min(stride, window))
  }

  /// The bases a window stands for, 0-based half-open; empty where earlier windows took them all.
  mutating func tile(for interval: Range<Int64>, sequenceIndex: Int) -> Range<Int64> {
    if sequenceIndex != self.sequenceIndex {
      self.sequenceIndex = sequenceIndex
      end = 0
    }
    if isBins {
      let length = interval.upperBound - interval.lowerBound
      let start = interval.lowerBound + max(0, length - width) / 2
      return start..<min(start + width, interval.upperBound)
    }
    // A sequence shorter than a window is covered by it whole.
    guard interval.upperBound - interval.lowerBound == window else { return interval }
    let start = interval.lowerBound + (window - width) / 2
    let tile = max(start, end)..<max(start + width, end)
    end = tile.upperBound
    return tile
  }
}
