internal import ECGSignal
internal import FoundationEssentials
internal import UserFacing

/// What `ecg inspect` shows of a recording.
struct RecordingReport: Encodable {
  struct Lead: Encodable {
    var name: String
    var units: String
    var samplingFrequencyHz: Double?
    var gain: Double?
    var baseline: Double?
    var gainIsAssumed: Bool
    var storage: String
    var file: String?
    var samples: Int
    var minimum: Double?
    var maximum: Double?
    var missingFraction: Double
    var flatFraction: Double
    var longestFlatS: Double?
    var clippedFraction: Double
  }

  var record: String
  var format: String
  var samplingFrequencyHz: Double?
  var frames: Int
  var durationS: Double?
  var start: String?
  var gaps: Int
  var gapFrames: Int
  var leads: [Lead] = []
  var comments: [String]
  var warnings: [String]

  /// From how many seconds of one value on a stretch counts as flat.
  private static let flatSeconds = 1.0

  /// Reads `signals` of a recording once, in bounded memory, and compares checksums.
  init(_ reader: inout RecordingReader, signals: [Int], check: () throws -> Void) throws {
    let description = reader.description
    record = description.name
    format = description.format
    samplingFrequencyHz = description.frameFrequency.finite
    frames = description.frameCount
    durationS = description.duration.finite
    start = description.start
    gaps = description.gaps.count
    gapFrames = description.gaps.reduce(0) { $0 + $1.count }
    comments = description.comments
    warnings = description.warnings
    var meters: [SignalQualityMeter] = []
    for index in signals {
      let signal = description.signals[index]
      let frequency = description.frameFrequency.map { $0 * Double(signal.samplesPerFrame) }
      meters.append(
        SignalQualityMeter(
          rails: signal.digitalRails,
          flatLength: Int(min((frequency ?? 250) * Self.flatSeconds, 1e9).rounded(.up))))
    }
    let chosen = signals.map { description.signals[$0] }
    for part in FrameParts(0..<description.frameCount, of: chosen) {
      try check()
      let blocks = try reader.read(frames: part, signals: signals)
      for slot in meters.indices { meters[slot].add(blocks[slot]) }
    }
    for (index, meter) in zip(signals, meters) {
      leads.append(
        Lead(
          description.signals[index], quality: meter.quality,
          frameFrequency: description.frameFrequency))
    }
    warnings += Self.warnings(description, signals)
    warnings += try reader.integrityWarnings()
  }

  private static func warnings(_ description: RecordingDescription, _ signals: [Int]) -> [String] {
    var warnings: [String] = []
    if description.frameFrequency == nil {
      warnings.append("the sampling frequency is not known: the recording cannot be classified")
    }
    for signal in signals.map({ description.signals[$0] }) {
      if signal.isUncalibrated {
        warnings.append("signal \(signal.name.quoted) has no physical scale")
      } else if signal.gainIsAssumed {
        warnings.append(
          "signal \(signal.name.quoted) states no gain: 200 a unit is assumed, as WFDB does")
      }
    }
    return warnings
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension RecordingReport.Lead {
  init(_ signal: SignalDescription, quality: SignalQuality, frameFrequency: Double?) {
    let frequency = frameFrequency.map { $0 * Double(signal.samplesPerFrame) }
    self.init(
      name: signal.name, units: signal.units, samplingFrequencyHz: frequency.finite,
      gain: signal.scale?.gain, baseline: signal.scale?.baseline,
      gainIsAssumed: signal.gainIsAssumed, storage: signal.storage, file: signal.fileName,
      samples: quality.count, minimum: (quality.range?.lowerBound).finite,
      maximum: (quality.range?.upperBound).finite, missingFraction: quality.missingFraction,
      flatFraction: quality.flatFraction,
      longestFlatS: frequency.map { Double(quality.longestFlat) / $0 }.finite,
      clippedFraction: quality.clippedFraction)
  }
}

extension Double? {
  /// nil for what is no number, as absurd rates and gains give, and JSON cannot say.
  fileprivate var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}
