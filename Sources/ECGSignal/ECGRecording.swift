/// A whole recording in memory, whatever format it came in.
package struct ECGRecording: Sendable, Equatable {
  /// One lead with its samples.
  package struct Lead: Sendable, Equatable {
    package var description: SignalDescription
    /// Samples a second.
    package var samplingFrequency: Double
    /// Physical samples in the description's units, NaN where missing.
    package var samples: [Double]
    /// Digital samples, `SampleBlock.missingSample` where missing; `nil` for physical-only formats.
    package var digital: [Int32]?
  }

  package var description: RecordingDescription
  package var leads: [Lead]

  /// The most samples read in one piece, of all leads together.
  package static let sampleLimit = 1 << 28

  /// Reads `leads` (names or indices; all when `nil`) of the recording at `path`, with a warning in
  /// `description.warnings` for each checksum that differs when all leads are read.
  ///
  /// Throws as `RecordingReader`, and `unknownSamplingFrequency`, `noSuchLead`,
  /// `uncalibratedSignal`, `tooLong`.
  package init(path: String, leads: [String]? = nil) throws(ECGSignalError) {
    var reader = try RecordingReader(path: path)
    let description = reader.description
    var indices = Array(description.signals.indices)
    if let leads {
      indices = []
      for lead in leads { indices.append(try description.signalIndex(of: lead)) }
    }
    try self.init(&reader, signals: indices)
    if leads == nil { self.description.warnings += try reader.integrityWarnings() }
  }

  /// Reads whole signals (indices) from an open reader; checksums are not compared.
  package init(_ reader: inout RecordingReader, signals: [Int]) throws(ECGSignalError) {
    description = reader.description
    leads = []
    let perFrame = signals.reduce(0) { $0 + description.signals[$1].samplesPerFrame }
    let (count, overflow) = description.frameCount.multipliedReportingOverflow(by: perFrame)
    guard !overflow, count <= Self.sampleLimit else {
      throw .tooLong(
        path: description.path, samples: overflow ? .max : count, limit: Self.sampleLimit)
    }
    let blocks = try reader.read(frames: 0..<description.frameCount, signals: signals)
    for (index, block) in zip(signals, blocks) {
      let signal = description.signals[index]
      leads.append(
        Lead(
          description: signal,
          samplingFrequency: try description.samplingFrequency(ofSignal: index),
          samples: try block.physical(), digital: block.digital(in: signal.scale)))
    }
  }
}
