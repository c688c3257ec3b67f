/// Reads format 8, which stores each sample as its difference from the one before.
///
/// The value at a frame depends on all frames before it, so the decoder remembers a frame whose
/// value it knows and sums from there: reading forwards is cheap, backwards starts anew.
struct WFDBDifferenceDecoder: Sendable {
  private let file: ByteFile
  private let offset: Int
  private let samplesPerFrame: [Int]
  private let initial: [Int32]
  private var anchor = 0
  private var values: [Int32]

  init(_ file: ByteFile, _ signals: [WFDBSignalLine]) {
    self.file = file
    offset = signals[0].offset
    samplesPerFrame = signals.map(\.samplesPerFrame)
    initial = signals.map { Int32(truncatingIfNeeded: $0.initialValue ?? $0.adcZero) }
    values = initial
  }

  private var frameSize: Int { samplesPerFrame.reduce(0, +) }

  var availableFrames: Int { (file.count - offset) / frameSize }

  /// The samples of `frames`, interleaved.
  mutating func samples(_ frames: Range<Int>) -> [Int32] {
    if frames.lowerBound < anchor {
      anchor = 0
      values = initial
    }
    let step = max(1, (1 << 18) / frameSize)
    while anchor < frames.lowerBound {
      let end = min(anchor + step, frames.lowerBound)
      values = sum(anchor..<end).last
      anchor = end
    }
    return sum(frames).samples
  }

  private func sum(_ frames: Range<Int>) -> (samples: [Int32], last: [Int32]) {
    let size = frameSize
    let start = offset + frames.lowerBound * size
    var samples = WFDBSampleDecoder.decode(
      file.bytes(start..<start + frames.count * size), format: .differences8, first: 0,
      count: frames.count * size)
    var values = values
    var place = 0
    while place < samples.count {
      for (index, count) in samplesPerFrame.enumerated() {
        for _ in 0..<count {
          values[index] &+= samples[place]
          samples[place] = values[index]
          place += 1
        }
      }
    }
    return (samples, values)
  }
}
