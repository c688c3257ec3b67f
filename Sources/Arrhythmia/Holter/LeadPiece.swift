internal import ECGSignal

/// Some windows of a lead, read and not yet conditioned.
struct LeadPiece: Sendable {
  /// The windows it is for.
  let windows: Range<Int>
  /// Physical samples with the filter's margins, NaN where missing.
  let samples: [Double]
  /// Of each window.
  let qualities: [SignalQuality]
  /// The windows' places among the outputs of `samples`, once conditioned.
  let outputs: [Range<Int>]
  /// Samples missing from the first window's start to the next piece's, or to the recording's end.
  let missingCount: Int
}

/// Reads a lead in pieces of several windows, forwards, each sample but the margins once.
struct LeadPieceReader {
  private var reader: RecordingReader
  private let signal: Int
  private let windows: RhythmWindows
  private let pieces: ConditioningPieces
  /// Frames for each sample at the contract's frequency.
  private let framesPerSample: Double
  private let samplingFrequency: Double
  private var next = 0

  /// Windows that are read and conditioned together.
  static let windowsAtOnce = 16

  init(
    _ reader: RecordingReader, signal: Int, windows: RhythmWindows, pieces: ConditioningPieces,
    contract: SignalContract
  ) throws(ECGSignalError) {
    self.reader = reader
    self.signal = signal
    self.windows = windows
    self.pieces = pieces
    samplingFrequency = try reader.description.samplingFrequency(ofSignal: signal)
    let perFrame = reader.description.signals[signal].samplesPerFrame
    framesPerSample = samplingFrequency / contract.samplingFrequency / Double(perFrame)
  }

  /// Of what was read of the lead, once that is all of it.
  var checksumMismatches: [ChecksumMismatch] { reader.checksumMismatches }

  /// The frame a step begins with, or the recording ends before.
  func frame(ofStep step: Int) -> Int {
    let frame = (Double(step * windows.hop) * framesPerSample).rounded()
    return min(Int(frame), reader.description.frameCount)
  }

  /// The next windows; nil after the last.
  mutating func piece() throws(ECGSignalError) -> LeadPiece? {
    guard next < windows.count else { return nil }
    let chosen = next..<min(next + Self.windowsAtOnce, windows.count)
    next = chosen.upperBound
    let outputs = windows[chosen.lowerBound].lowerBound..<windows[chosen.upperBound - 1].upperBound
    let (needed, own) = pieces.piece(outputs)
    let signalDescription = reader.description.signals[signal]
    let perFrame = signalDescription.samplesPerFrame
    let read = needed.lowerBound / perFrame..<(needed.upperBound + perFrame - 1) / perFrame
    let steps =
      chosen.lowerBound..<windows.steps(ofWindow: chosen.upperBound - 1).upperBound
    let cuts =
      [read.lowerBound] + (steps.lowerBound...steps.upperBound).map { frame(ofStep: $0) }
      + [max(read.upperBound, frame(ofStep: steps.upperBound))]
    var samples: [Double] = []
    var blocks: [SampleBlock] = []
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      for block in try reader.read(frames: start..<end, signals: [signal]) {
        samples += try block.physical()
        blocks.append(block)
      }
    }
    let flatLength = (samplingFrequency * SignalScreen.flatSeconds).rounded(.up)
    let qualities = chosen.map { window in
      var meter = SignalQualityMeter(
        rails: signalDescription.digitalRails, flatLength: Int(min(flatLength, 1e9)))
      // The first block is the margin before the first step.
      for step in windows.steps(ofWindow: window) { meter.add(blocks[step - steps.lowerBound + 1]) }
      return meter.quality
    }
    // A step belongs to the piece of the window that begins with it, the last ones to the last piece.
    let ownSteps = next < windows.count ? chosen.count : steps.count
    var meter = SignalQualityMeter(rails: nil, flatLength: 2)
    for block in blocks.dropFirst().prefix(ownSteps) { meter.add(block) }
    let shift = own.lowerBound - outputs.lowerBound
    return LeadPiece(
      windows: chosen, samples: samples, qualities: qualities,
      outputs: chosen.map {
        windows[$0].lowerBound + shift..<windows[$0].upperBound + shift
      }, missingCount: meter.quality.missing)
  }
}
