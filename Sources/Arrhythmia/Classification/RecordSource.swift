package import ECGSignal

/// A record to classify: where it is, what it is called in results, how to read it.
package struct RecordSource: Sendable, Equatable {
  /// What a table of numbers does not say itself.
  package struct TextForm: Sendable, Equatable {
    /// Hertz; nil when not known.
    package var samplingFrequency: Double?
    package var units: String

    package init(samplingFrequency: Double?, units: String) {
      self.samplingFrequency = samplingFrequency
      self.units = units
    }
  }

  package var path: String
  package var record: String
  /// Set for a table of numbers.
  package var text: TextForm?
  /// Set for what was found in place of a record.
  package var problem: ECGSignalError?

  package init(
    path: String, record: String, text: TextForm? = nil, problem: ECGSignalError? = nil
  ) {
    self.path = path
    self.record = record
    self.text = text
    self.problem = problem
  }

  /// Throws the problem there is, as `RecordingReader`, and `unknownSamplingFrequency` for a table without one.
  package func open() throws(ECGSignalError) -> RecordingReader {
    if let problem { throw problem }
    guard let text else { return try RecordingReader(path: path) }
    guard let frequency = text.samplingFrequency else {
      throw .unknownSamplingFrequency(path: path)
    }
    return try RecordingReader(
      textPath: path, samplingFrequency: frequency, units: text.units)
  }
}
