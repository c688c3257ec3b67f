/// The sum of one signal's stored samples, taken while they are read forwards.
///
/// A header's checksum is the low 16 bits of the sum of all stored samples of the record's frames,
/// invalid ones as stored (header(5) of the WFDB Applications Guide). 0 is taken for "not given".
struct WFDBRunningChecksum: Sendable {
  /// As the header writes it; nil where it gives none.
  let declared: Int?
  private let samplesPerFrame: Int
  /// Frames of the record.
  private let frameCount: Int
  private var sum: UInt16 = 0
  /// Frames that were added, from the record's first on.
  private(set) var summedFrames = 0

  init(_ signal: WFDBSignalLine, frameCount: Int) {
    declared = signal.checksum.flatMap { $0 == 0 ? nil : $0 }
    samplesPerFrame = signal.samplesPerFrame
    self.frameCount = frameCount
  }

  /// Whether there is nothing more to add: all frames were, or there is nothing to compare with.
  var isComplete: Bool { declared == nil || summedFrames == frameCount }

  /// The sum as a signed number where it is complete and differs from the header's.
  var difference: Int16? {
    guard let declared, isComplete, UInt16(truncatingIfNeeded: declared) != sum else { return nil }
    return Int16(bitPattern: sum)
  }

  /// Adds those of `frames` that follow the ones added before; none where frames between were not read.
  ///
  /// - Parameters:
  ///   - samples: stored samples of `frames`, `stride` a frame.
  ///   - offset: the signal's place in each frame.
  mutating func add(_ samples: [Int32], frames: Range<Int>, stride: Int, offset: Int) {
    let end = min(frames.upperBound, frameCount)
    guard declared != nil, frames.lowerBound <= summedFrames, summedFrames < end else { return }
    var base = (summedFrames - frames.lowerBound) * stride + offset
    for _ in summedFrames..<end {
      for place in base..<base + samplesPerFrame {
        sum &+= UInt16(truncatingIfNeeded: samples[place])
      }
      base += stride
    }
    summedFrames = end
  }
}
