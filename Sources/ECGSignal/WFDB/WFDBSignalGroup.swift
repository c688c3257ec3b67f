/// The signals of a record that share one signal file, their samples interleaved frame by frame.
struct WFDBSignalGroup: Sendable {
  /// The group's signals, in the file's order.
  let signals: [WFDBSignalLine]
  let path: String
  private let samplesPerFrame: Int
  /// Where each signal's samples begin in a frame.
  private let offsets: [Int]
  private var store: Store
  /// Of each signal, once the record's length is known.
  private(set) var checksums: [WFDBRunningChecksum] = []

  private enum Store: Sendable {
    case none
    case fixedBits(ByteFile)
    case differences(WFDBDifferenceDecoder)
    case flac(FLACReader)
  }

  /// Opens the file of `signals`, which lies beside `header`.
  ///
  /// Throws `unsafePath`, `cannotOpen`, `malformedHeader` for signals that cannot share a file, and
  /// `malformedSignal` for a damaged FLAC file.
  init(_ signals: [WFDBSignalLine], header: String) throws(ECGSignalError) {
    precondition(!signals.isEmpty, "a group has signals")
    self.signals = signals
    var offsets: [Int] = []
    var sum = 0
    for signal in signals {
      offsets.append(sum)
      sum += signal.samplesPerFrame
    }
    self.offsets = offsets
    samplesPerFrame = sum
    let first = signals[0]
    guard first.format != .null else {
      path = header
      store = .none
      return
    }
    guard signals.allSatisfy({ $0.format == first.format && $0.offset == first.offset }) else {
      throw .malformedHeader(
        path: header, line: nil,
        problem: "the signals in one file differ in format or offset")
    }
    if first.fileName == "-" {
      throw .unsupportedFormat(
        path: header, format: "signals from standard input",
        remedy: "store the signals in a file beside the header")
    }
    path = try FolderBoundPath.resolve(first.fileName, beside: header)
    let file = try ByteFile(path: path)
    if first.format.isCompressed {
      guard signals.allSatisfy({ $0.samplesPerFrame == first.samplesPerFrame }) else {
        throw .malformedHeader(
          path: header, line: nil,
          problem: "the signals of a FLAC file differ in samples per frame")
      }
      let reader = try FLACReader(file)
      guard reader.channelCount == signals.count, reader.bitsPerSample <= first.format.bits else {
        throw .malformedSignal(
          path: path,
          problem: "it has \(reader.channelCount) channels of \(reader.bitsPerSample) bits, "
            + "the header says \(signals.count) of \(first.format.bits)")
      }
      store = .flac(reader)
      return
    }
    guard first.offset <= file.count else {
      throw .malformedSignal(
        path: path, problem: "samples start at byte \(first.offset) of \(file.count)")
    }
    store =
      first.format == .differences8
      ? .differences(WFDBDifferenceDecoder(file, signals)) : .fixedBits(file)
  }

  /// How many whole frames the file holds; `nil` for signals without a file.
  var availableFrames: Int? {
    switch store {
    case .none: nil
    case .fixedBits(let file):
      signals[0].format.sampleCount(inBytes: file.count - signals[0].offset) / samplesPerFrame
    case .differences(let decoder): decoder.availableFrames
    case .flac(let reader):
      max(reader.sampleCount - signals[0].offset, 0) / signals[0].samplesPerFrame
    }
  }

  /// Has samples summed up as they are read, over so many frames of the record.
  mutating func sumSamples(frameCount: Int) {
    guard availableFrames != nil else { return }
    checksums = signals.map { WFDBRunningChecksum($0, frameCount: frameCount) }
  }

  /// The stored samples of each wanted signal (indices into `signals`) in `frames` of the record,
  /// `SampleBlock.missingSample` where invalid or moved past the end by skew.
  mutating func read(
    frames: Range<Int>, signals wanted: [Int]
  ) throws(ECGSignalError) -> [[Int32]] {
    guard let availableFrames else {
      return wanted.map {
        Array(
          repeating: SampleBlock.missingSample, count: frames.count * signals[$0].samplesPerFrame)
      }
    }
    let largestSkew = wanted.map { signals[$0].skew }.max() ?? 0
    let smallestSkew = wanted.map { signals[$0].skew }.min() ?? 0
    // What skew leaves out before the first sample counts for checksums.
    let first = frames.lowerBound == 0 ? 0 : frames.lowerBound + smallestSkew
    let stored = (first..<frames.upperBound + largestSkew).clamped(to: 0..<availableFrames)
    let all = try storedSamples(stored)
    addToChecksums(all, frames: stored, signals: wanted)
    return wanted.map { index in
      let signal = signals[index]
      let own = (frames.lowerBound + signal.skew..<frames.upperBound + signal.skew)
        .clamped(to: stored)
      var samples: [Int32] = []
      samples.reserveCapacity(frames.count * signal.samplesPerFrame)
      let invalid = signal.format.invalidSample ?? SampleBlock.missingSample
      var base = (own.lowerBound - stored.lowerBound) * samplesPerFrame + offsets[index]
      for _ in own {
        for place in base..<base + signal.samplesPerFrame {
          let value = all[place]
          samples.append(value == invalid ? SampleBlock.missingSample : value)
        }
        base += samplesPerFrame
      }
      let lacking = frames.count * signal.samplesPerFrame - samples.count
      samples += repeatElement(SampleBlock.missingSample, count: lacking)
      return samples
    }
  }

  /// Reads what is left of the record for the checksums of all signals.
  mutating func completeChecksums(frameCount: Int) throws(ECGSignalError) {
    let begun = checksums.filter { !$0.isComplete }.map(\.summedFrames).min() ?? frameCount
    let step = max(1, (1 << 18) / samplesPerFrame)
    for start in stride(from: begun, to: frameCount, by: step) {
      let frames = start..<min(start + step, frameCount)
      addToChecksums(try storedSamples(frames), frames: frames, signals: signals.indices)
    }
  }

  /// Adds stored samples of all signals to the checksums of some.
  private mutating func addToChecksums(
    _ samples: [Int32], frames: Range<Int>, signals wanted: some Sequence<Int>
  ) {
    guard !checksums.isEmpty else { return }
    for index in wanted {
      checksums[index].add(
        samples, frames: frames, stride: samplesPerFrame, offset: offsets[index])
    }
  }

  /// All samples of `frames`, interleaved as in the file, invalid ones as stored.
  private mutating func storedSamples(_ frames: Range<Int>) throws(ECGSignalError) -> [Int32] {
    switch store {
    case .none: return []
    case .fixedBits(let file):
      let format = signals[0].format
      let first = frames.lowerBound * samplesPerFrame
      let count = frames.count * samplesPerFrame
      guard count > 0 else { return [] }
      let unit = format.unit
      let start = signals[0].offset + first / unit.samples * unit.bytes
      let end = signals[0].offset + (first + count + unit.samples - 1) / unit.samples * unit.bytes
      return WFDBSampleDecoder.decode(
        file.bytes(start..<end), format: format, first: first, count: count)
    case .differences(var decoder):
      defer { store = .differences(decoder) }
      return decoder.samples(frames)
    case .flac(var reader):
      store = .none
      defer { store = .flac(reader) }
      return try reader.interleaved(
        frames, samplesPerFrame: signals[0].samplesPerFrame, offset: signals[0].offset)
    }
  }
}
