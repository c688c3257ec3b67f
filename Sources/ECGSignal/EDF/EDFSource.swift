internal import UserFacing

/// Reads EDF, EDF+ and BDF files; what lies between the records of an interrupted file (EDF+D) is a
/// gap.
struct EDFSource: SignalSource {
  let description: RecordingDescription
  private let file: ByteFile
  private let header: EDFHeader
  /// For each signal of the description its place in the header.
  private let places: [Int]
  private let framesPerRecord: Int
  private let runs: [EDFRun]

  /// Opens the file at `path`; throws `cannotOpen`, `malformedHeader`, `truncatedSignal`.
  init(path: String) throws(ECGSignalError) {
    file = try ByteFile(path: path)
    let header = try EDFHeader(file)
    self.header = header
    places = header.signals.indices.filter { !header.signals[$0].holdsAnnotations }
    framesPerRecord = places.reduce(0) {
      greatestCommonDivisor($0, header.signals[$1].samplesPerRecord)
    }
    let size = header.recordByteCount
    let available = size == 0 ? 0 : (file.count - header.byteCount) / size
    let recordCount = header.recordCount ?? available
    guard recordCount <= available || size == 0 else {
      throw .truncatedSignal(
        path: path, declared: recordCount * max(framesPerRecord, 1),
        available: available * max(framesPerRecord, 1))
    }
    let duration = header.recordDuration
    let frequency = duration > 0 ? Double(max(framesPerRecord, 1)) / duration : nil
    guard frequency?.isFinite ?? true else {
      throw .malformedHeader(
        path: path, line: nil, problem: "data records of \(duration) s are too short to be true")
    }
    let timing = EDFTiming(
      header: header, file: file, framesPerRecord: framesPerRecord, recordCount: recordCount)
    runs = places.isEmpty ? [] : try timing.runs(frameFrequency: frequency)
    var gaps: [Range<Int>] = []
    for (run, next) in zip(runs, runs.dropFirst())
    where run.frames.upperBound < next.frames.lowerBound {
      gaps.append(run.frames.upperBound..<next.frames.lowerBound)
    }
    description = RecordingDescription(
      name: FolderBoundPath.stem(of: path), path: path, format: header.format,
      frameFrequency: frequency, frameCount: runs.last?.frames.upperBound ?? 0,
      signals: Self.signals(header, places, framesPerRecord: framesPerRecord), gaps: gaps,
      comments: [header.patient, header.recording].filter { !$0.isEmpty }, start: header.start)
  }

  mutating func read(
    frames: Range<Int>, signals: [Int]
  ) throws(ECGSignalError) -> [SampleBlock] {
    var blocks = emptyBlocks(signals)
    var position = frames.lowerBound
    for run in runs[firstRun(endingAfter: frames.lowerBound)...] {
      guard run.frames.lowerBound < frames.upperBound else { break }
      let part = run.frames.clamped(to: frames)
      appendMissing(part.lowerBound - position, to: &blocks, signals)
      position = part.lowerBound
      while position < part.upperBound {
        let offset = position - run.frames.lowerBound
        let record = run.firstRecord + offset / framesPerRecord
        let first = offset % framesPerRecord
        let last = min(framesPerRecord, first + part.upperBound - position)
        try append(record: record, frames: first..<last, to: &blocks, signals)
        position += last - first
      }
    }
    appendMissing(frames.upperBound - position, to: &blocks, signals)
    return blocks
  }

  func texts() throws(ECGSignalError) -> [TimestampedText] {
    let size = header.recordByteCount
    guard size > 0 else { return [] }
    let available = (file.count - header.byteCount) / size
    let timing = EDFTiming(
      header: header, file: file, framesPerRecord: framesPerRecord,
      recordCount: header.recordCount ?? available)
    return timing.texts()
  }

  private func append(
    record: Int, frames: Range<Int>, to blocks: inout [SampleBlock], _ signals: [Int]
  ) throws(ECGSignalError) {
    let start = header.byteCount + record * header.recordByteCount
    let bytesPerSample = header.bytesPerSample
    let format = bytesPerSample == 3 ? WFDBFormat.binary24 : .binary16
    for (slot, signal) in signals.enumerated() {
      let before = header.signals[..<places[signal]].reduce(0) { $0 + $1.samplesPerRecord }
      let perFrame = description.signals[signal].samplesPerFrame
      let first = start + (before + frames.lowerBound * perFrame) * bytesPerSample
      let count = frames.count * perFrame
      let bytes = file.bytes(first..<first + count * bytesPerSample)
      guard bytes.count == count * bytesPerSample else {
        throw .malformedSignal(path: file.path, problem: "data record \(record) ends early")
      }
      let samples = WFDBSampleDecoder.decode(bytes, format: format, first: 0, count: count)
      blocks[slot].append(digital: samples, scale: description.signals[signal].scale)
    }
  }

  /// Runs are in order; many short ones are not walked for each reading.
  private func firstRun(endingAfter frame: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].frames.upperBound <= frame { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func appendMissing(_ frames: Int, to blocks: inout [SampleBlock], _ signals: [Int]) {
    guard frames > 0 else { return }
    for (slot, signal) in signals.enumerated() {
      blocks[slot].pieces.append(.missing(frames * description.signals[signal].samplesPerFrame))
    }
  }

  private static func signals(
    _ header: EDFHeader, _ places: [Int], framesPerRecord: Int
  ) -> [SignalDescription] {
    places.enumerated().map { index, place in
      let signal = header.signals[place]
      let (low, high) = signal.digitalRange
      let physicalSpan = signal.physicalRange.high - signal.physicalRange.low
      let gain = physicalSpan == 0 ? 0 : Double(high - low) / physicalSpan
      let isScaled = gain != 0 && gain.isFinite
      return SignalDescription(
        name: signal.label.isEmpty ? "signal \(index + 1)" : signal.label, units: signal.units,
        unitsAreAssumed: false, samplesPerFrame: signal.samplesPerRecord / framesPerRecord,
        scale: isScaled
          ? SignalScale(gain: gain, baseline: Double(low) - signal.physicalRange.low * gain) : nil,
        isUncalibrated: !isScaled, digitalRails: min(low, high)...max(low, high),
        storage: header.bytesPerSample == 3 ? "24 bits" : "16 bits",
        fileName: nil)
    }
  }
}

/// The greatest common divisor of two numbers that are not negative; of 0 and n it is n.
func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
