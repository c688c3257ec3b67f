/// Reads ranges of samples from a FLAC file, frame by frame, in bounded memory.
struct FLACReader: Sendable {
  private let file: ByteFile
  private let info: FLACStreamInfo
  /// Bytes of the file from `windowStart` on.
  private var window: [UInt8] = []
  private var windowStart = 0
  /// Where each frame met so far starts: its first sample and its byte.
  private var index: [(sample: Int, byte: Int)]
  private var current: [[Int32]] = []
  private var currentStart = 0
  private var nextByte: Int

  private static let windowSize = 8 << 20
  /// More than the largest frame of 8 channels of 32 bits can take.
  private static let largestFrame = 4 << 20

  /// Opens `file`; throws `malformedSignal`.
  init(_ file: ByteFile) throws(ECGSignalError) {
    self.file = file
    info = try FLACStreamInfo(file)
    nextByte = info.firstFrame
    index = [(0, info.firstFrame)]
  }

  var channelCount: Int { info.channelCount }
  var bitsPerSample: Int { info.bitsPerSample }
  /// Samples of each channel.
  var sampleCount: Int { info.sampleCount }

  /// Samples of record frames in the order of WFDB signal files: for each frame the
  /// `samplesPerFrame` samples of each channel. Sample 0 of the record is sample `offset`.
  mutating func interleaved(
    _ frames: Range<Int>, samplesPerFrame: Int, offset: Int
  ) throws(ECGSignalError) -> [Int32] {
    var result = [Int32](repeating: 0, count: frames.count * samplesPerFrame * channelCount)
    var sample = frames.lowerBound * samplesPerFrame + offset
    let end = frames.upperBound * samplesPerFrame + offset
    var done = 0
    while sample < end {
      try seek(to: sample)
      let last = min(end, currentStart + current[0].count)
      for position in sample..<last {
        let base = done / samplesPerFrame * samplesPerFrame * channelCount + done % samplesPerFrame
        for channel in 0..<channelCount {
          result[base + channel * samplesPerFrame] = current[channel][position - currentStart]
        }
        done += 1
      }
      sample = last
    }
    return result
  }

  /// Makes the frame that holds `sample` the current one.
  private mutating func seek(to sample: Int) throws(ECGSignalError) {
    if let first = current.first, (currentStart..<currentStart + first.count).contains(sample) {
      return
    }
    let reached = currentStart + (current.first?.count ?? 0)
    if sample < reached || current.isEmpty {
      let place = index.lastIndex { $0.sample <= sample } ?? 0
      currentStart = index[place].sample
      nextByte = index[place].byte
      current = []
    }
    repeat { try advance() } while currentStart + current[0].count <= sample
  }

  private mutating func advance() throws(ECGSignalError) {
    let isInWindow = nextByte >= windowStart && nextByte <= windowStart + window.count
    let isAtEnd = windowStart + window.count == file.count
    if !isInWindow || (windowStart + window.count - nextByte < Self.largestFrame && !isAtEnd) {
      window = file.bytes(nextByte..<nextByte + Self.windowSize)
      windowStart = nextByte
    }
    let start = currentStart + (current.first?.count ?? 0)
    guard let frame = FLACFrameDecoder(info: info).decode(window, at: nextByte - windowStart) else {
      throw .malformedSignal(
        path: file.path, problem: "the FLAC frame at byte \(nextByte) is damaged or cut off")
    }
    if let last = index.last, last.sample < start { index.append((start, nextByte)) }
    current = frame.channels
    currentStart = start
    nextByte = windowStart + frame.end
  }
}
