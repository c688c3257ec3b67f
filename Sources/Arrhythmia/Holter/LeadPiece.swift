internal import ECGSignal

/// Some windows of a lead, read and not yet conditioned.
struct LeadPiece: Sendable {
  /// The windows it is for.
  let windows: Range<Int>
  /// Physical samples with the filter's margins, NaN where missing; empty where all are missing.
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
  private let samplingFrequency: Double
  private var next = 0

  /// The most windows that are read and conditioned together.
  static let mostWindowsAtOnce = 16
  /// Samples they may have beside those of one window and the margins, so that memory does not grow with the
  /// sampling frequency.
  static let samplesAtOnce = 1 << 21

  init(
    _ reader: RecordingReader, signal: Int, windows: RhythmWindows, pieces: ConditioningPieces
  ) throws(ECGSignalError) {
    self.reader = reader
    self.signal = signal
    self.windows = windows
    self.pieces = pieces
    samplingFrequency = try reader.description.samplingFrequency(ofSignal: signal)
  }

  /// Of what was read of the lead, once that is all of it.
  var checksumMismatches: [ChecksumMismatch] { reader.checksumMismatches }

  /// The frame a step begins with, or the recording ends before: where the resampler takes its samples
  /// from, whose ratio may differ a little from that of the frequencies.
  func frame(ofStep step: Int) -> Int {
    let perFrame = reader.description.signals[signal].samplesPerFrame
    let frame =
      (Double(step * windows.hop) * Double(pieces.down) / Double(pieces.up * perFrame)).rounded()
    return Int(min(frame, Double(reader.description.frameCount)))
  }

  /// Windows that are read and conditioned together.
  var windowsAtOnce: Int {
    let hop = windows.hop * pieces.down / pieces.up
    return max(1, min(Self.mostWindowsAtOnce, Self.samplesAtOnce / max(1, hop)))
  }

  /// The next windows; nil after the last.
  mutating func piece() throws(ECGSignalError) -> LeadPiece? {
    guard next < windows.count else { return nil }
    let chosen = next..<min(next + windowsAtOnce, windows.count)
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
    var blocks: [SampleBlock] = []
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      blocks += try reader.read(frames: start..<end, signals: [signal])
    }
    var samples: [Double] = []
    // A gap of any length costs no memory.
    if !blocks.allSatisfy(\.isMissing) {
      for block in blocks { samples += try block.physical() }
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
