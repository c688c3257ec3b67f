internal import ECGSignal

extension RecordClassifier {
  /// What becomes of a record before the network.
  enum Prepared {
    case outcome(RhythmVerdict.Outcome)
    /// A signal at the contract's frequency.
    case signal([Float])
    /// The lead of a recording too long for one verdict.
    case long(RecordingReader, signal: Int)
  }

  /// Chooses a lead, and reads it and brings it to the model unless the recording is long.
  func prepare(_ source: RecordSource, _ verdict: inout RhythmVerdict) throws -> Prepared {
    if let text = source.text, text.samplingFrequency == nil {
      return .outcome(.abstained(.unknownSamplingFrequency))
    }
    var reader = try source.open()
    let description = reader.description
    verdict.duration = description.duration
    let (index, remark) = try lead.index(in: description)
    let signal = description.signals[index]
    verdict.lead = signal.name
    verdict.sampleCount = description.frameCount * signal.samplesPerFrame
    verdict.remarks += [remark].compactMap { $0 }
    verdict.samplingFrequency = try? description.samplingFrequency(ofSignal: index)
    if let objection = screen.objection(
      to: signal, samplingFrequency: verdict.samplingFrequency)
    {
      return .outcome(.abstained(objection))
    }
    if isLong(description) { return .long(reader, signal: index) }
    let samples = try LeadSamples(
      &reader, signal: index, frames: 0..<description.frameCount)
    verdict.warn(of: reader.checksumMismatches)
    verdict.missingCount = samples.quality.missing
    if let objection = screen.objection(to: samples) { return .outcome(.abstained(objection)) }
    return .signal(
      try conditioner.condition(
        samples.samples, samplingFrequency: samples.samplingFrequency, units: samples.units,
        path: description.path))
  }

  /// Whether a recording is longer than one verdict may cover.
  func isLong(_ description: RecordingDescription) -> Bool {
    guard let seconds = description.duration else { return false }
    return (seconds * model.contract.samplingFrequency).rounded(.up)
      > Double(model.contract.maximumSamples)
  }
}
