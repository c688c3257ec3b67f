package import ECGSignal

/// A stretch of one lead, with what can be said of its quality.
package struct LeadSamples: Sendable, Equatable {
  /// In the lead's units, NaN where missing.
  package var samples: [Double]
  /// Hertz.
  package var samplingFrequency: Double
  package var units: String
  package var quality: SignalQuality

  /// 0 for units that are no voltage.
  package var millivoltsPerUnit: Double { VoltageUnit.millivolts(per: units) ?? 0 }

  /// Reads `frames` of a signal that has a frequency and a scale.
  ///
  /// Throws `unknownSamplingFrequency`, `uncalibratedSignal`, and what reading gives.
  package init(
    _ reader: inout RecordingReader, signal index: Int, frames: Range<Int>
  ) throws(ECGSignalError) {
    let signal = reader.description.signals[index]
    samplingFrequency = try reader.description.samplingFrequency(ofSignal: index)
    units = signal.units
    let flatLength = (samplingFrequency * SignalScreen.flatSeconds).rounded(.up)
    var meter = SignalQualityMeter(
      rails: signal.digitalRails, flatLength: Int(min(flatLength, 1e9)))
    var samples: [Double] = []
    for block in try reader.read(frames: frames, signals: [index]) {
      meter.add(block)
      samples += try block.physical()
    }
    self.samples = samples
    quality = meter.quality
  }
}
