/// The content of a WFDB header file (header(5) of the WFDB Applications Guide).
struct WFDBHeader: Sendable, Equatable {
  /// A stretch of a multi-segment record.
  struct Segment: Sendable, Equatable {
    /// The segment's record name; `nil` for a gap (`~`).
    var name: String?
    /// Length in frames; 0 for a layout segment.
    var frameCount: Int
  }

  var name: String
  /// The segments of a multi-segment record, `nil` for a record with signals of its own.
  var segments: [Segment]?
  /// The number of signals that the record line declares.
  var signalCount: Int
  /// Frames a second, `nil` when absent.
  var frameFrequency: Double?
  /// Length in frames, `nil` when absent or 0, which mean "to the end of the signal file".
  var frameCount: Int?
  /// Base time and date as written, `nil` when absent.
  var start: String?
  var signals: [WFDBSignalLine] = []
  var comments: [String] = []

  /// Whether the record is the layout of a variable-layout record: signals without any file.
  var isLayout: Bool {
    !signals.isEmpty && signals.allSatisfy { $0.fileName == "~" && $0.format == .null }
  }
}

/// What one signal line of a WFDB header says, defaults of the specification filled in.
struct WFDBSignalLine: Sendable, Equatable {
  var fileName: String
  var format: WFDBFormat
  var samplesPerFrame = 1
  /// How many frames later than frame 0 the signal's first sample is stored.
  var skew = 0
  /// Bytes before the first sample; samples in the compressed formats.
  var offset = 0
  /// As written, 0 for an uncalibrated signal; `nil` when absent, which means 200 a unit.
  var gain: Double?
  /// `nil` when absent, which means the ADC zero.
  var baseline: Int?
  /// `nil` when absent, which means mV.
  var units: String?
  /// Bits of the converter; `nil` or 0 when not known.
  var resolution: Int?
  var adcZero = 0
  /// `nil` when absent, which means the ADC zero.
  var initialValue: Int?
  /// The low 16 bits of the sum of all samples; `nil` when absent.
  var checksum: Int?
  /// `nil` when absent.
  var description: String?

  /// The gain taken where a header gives none, in ADC units per physical unit.
  static let defaultGain = 200.0

  /// The scale of digital samples, `nil` for an uncalibrated signal.
  var scale: SignalScale? {
    let gain = gain ?? Self.defaultGain
    return gain == 0 ? nil : SignalScale(gain: gain, baseline: Double(baseline ?? adcZero))
  }

  /// The range of the converter, cut to what the format can hold.
  var rails: ClosedRange<Int32>? {
    guard format != .null else { return nil }
    let highest = format == .differences8 ? Int32.max : Int32.max >> (32 - Int32(format.bits))
    let stored = (-highest...highest)
    let bits = resolution.flatMap { $0 > 0 ? $0 : nil } ?? format.defaultResolution
    guard resolution ?? 0 > 0, bits <= 31 else { return format == .differences8 ? nil : stored }
    let half = 1 << (bits - 1)
    guard let low = Int32(exactly: adcZero - half), let high = Int32(exactly: adcZero + half - 1)
    else { return stored }
    let range = low...high
    return range.overlaps(stored) ? range.clamped(to: stored) : stored
  }

  /// The description shared by all formats; `index` is the signal's 0-based place.
  func signalDescription(index: Int) -> SignalDescription {
    SignalDescription(
      name: description ?? "signal \(index + 1)", units: units ?? "mV",
      unitsAreAssumed: units == nil, samplesPerFrame: samplesPerFrame, scale: scale,
      gainIsAssumed: gain == nil && format != .null, isUncalibrated: gain == 0 && format != .null,
      digitalRails: rails, storage: String(format.rawValue),
      fileName: format == .null ? nil : fileName)
  }
}
