/// What a recording says about itself before any sample is read.
///
/// Time is counted in frames: a frame holds `samplesPerFrame` samples of each signal.
package struct RecordingDescription: Sendable, Equatable {
  /// The record's name.
  package var name: String
  /// The path it is read from.
  package var path: String
  /// The file format, e.g. `WFDB` or `EDF+C`.
  package var format: String
  /// Frames a second; `nil` when the file does not say.
  package var frameFrequency: Double?
  /// Length in frames.
  package var frameCount: Int
  package var signals: [SignalDescription]
  /// Stretches without any signal, in frames, 0-based half-open, in order.
  package var gaps: [Range<Int>] = []
  /// Free text of the header, a line each.
  package var comments: [String] = []
  /// Start time and date as the header writes them.
  package var start: String?
  /// What is odd but did not hinder reading, a line each.
  package var warnings: [String] = []

  /// Samples a second of a signal; throws `unknownSamplingFrequency`.
  package func samplingFrequency(ofSignal index: Int) throws(ECGSignalError) -> Double {
    guard let frameFrequency else { throw .unknownSamplingFrequency(path: path) }
    return frameFrequency * Double(signals[index].samplesPerFrame)
  }

  /// Length in seconds, gaps included; `nil` when the sampling frequency is not known.
  package var duration: Double? {
    frameFrequency.map { Double(frameCount) / $0 }
  }

  /// The index of the lead called `lead`: by name, else without regard to case, else by 0-based index.
  ///
  /// Throws `noSuchLead`.
  package func signalIndex(of lead: String) throws(ECGSignalError) -> Int {
    if let exact = signals.firstIndex(where: { $0.name == lead }) { return exact }
    let lowered = lead.lowercased()
    if let loose = signals.firstIndex(where: { $0.name.lowercased() == lowered }) { return loose }
    if let index = Int(lead), signals.indices.contains(index) { return index }
    throw .noSuchLead(path: path, lead: lead, available: signals.map(\.name))
  }

  /// The most samples, of all signals together, that a recording is believed to have.
  static let sampleLimit = 1 << 40

  /// The longest time in seconds that a recording is believed to last: a leap year.
  static let durationLimit = 366.0 * 86_400

  /// Throws `malformedHeader` when there are more samples or hours than any recording has, so that a
  /// false length cannot keep a reader busy for ever.
  func checkSize() throws(ECGSignalError) {
    let perFrame = signals.reduce(0) { $0 + $1.samplesPerFrame }
    let (count, overflow) = frameCount.multipliedReportingOverflow(by: perFrame)
    guard !overflow, count <= Self.sampleLimit else {
      throw .malformedHeader(
        path: path, line: nil, problem: "it is too long to be true: \(frameCount) frames")
    }
    if let duration, duration > Self.durationLimit {
      throw .malformedHeader(
        path: path, line: nil,
        problem: "it is too long to be true: \(frameCount) frames are more than a year")
    }
  }
}
