/// Frames cut into parts of bounded size, so that any recording can be read in bounded memory.
package struct FrameParts: Sequence, Sendable {
  private let frames: Range<Int>
  private let step: Int

  /// About how many samples a part has, all signals together.
  package static let sampleCount = 1 << 18

  /// Parts of `frames` for reading `signals` together.
  package init(_ frames: Range<Int>, of signals: [SignalDescription]) {
    self.frames = frames
    step = Swift.max(
      1, Self.sampleCount / Swift.max(1, signals.reduce(0) { $0 + $1.samplesPerFrame }))
  }

  package func makeIterator() -> AnyIterator<Range<Int>> {
    var start = frames.lowerBound
    return AnyIterator {
      guard start < frames.upperBound else { return nil }
      let end = Swift.min(start + step, frames.upperBound)
      defer { start = end }
      return start..<end
    }
  }
}
