internal import Arrhythmia
internal import ECGSignal

/// Reads what the strip of a record shows, and finds the stretch its verdict rests on.
struct StripReader: Sendable {
  private let classifier: RecordClassifier
  private let conditioner: SignalConditioner
  private let screen: SignalScreen

  init(_ classifier: RecordClassifier) {
    self.classifier = classifier
    conditioner = SignalConditioner(classifier.model.contract)
    screen = SignalScreen(classifier.model.contract)
  }

  /// The strip of a record that was judged before; nil when it cannot be read any more, or its lead has
  /// no voltage or a sampling frequency that is not to be believed, by which a strip could be of any size.
  /// Costs a classification for each stretch of the signal.
  func strip(of entry: RhythmReportEntry) -> RhythmStrip? {
    guard let source = entry.source, let duration = entry.duration,
      var reader = try? source.open(),
      let signal = try? classifier.lead.index(in: reader.description).index,
      let frequency = try? reader.description.samplingFrequency(ofSignal: signal),
      screen.objection(
        to: reader.description.signals[signal], samplingFrequency: frequency) == nil
    else { return nil }
    var decisive: Range<Double>?
    if case .rhythm(let rhythm) = entry.outcome {
      decisive = try? decisiveStretch(&reader, signal: signal, rhythm: rhythm)
    }
    let stretches = RhythmStrip.stretches(ofRecordLasting: duration, decisive: decisive)
    return try? strip(&reader, signal: signal, stretches: stretches, decisive: decisive)
  }

  private func strip(
    _ reader: inout RecordingReader, signal: Int, stretches: [Range<Double>],
    decisive: Range<Double>?
  ) throws -> RhythmStrip? {
    let frequency = try reader.description.samplingFrequency(ofSignal: signal)
    let frameFrequency = reader.description.frameFrequency ?? frequency
    var strip = RhythmStrip(rows: [], samplingFrequency: frequency, decisive: decisive)
    for stretch in stretches {
      let frames =
        Int(
          (stretch.lowerBound * frameFrequency).rounded())..<min(
          Int((stretch.upperBound * frameFrequency).rounded()), reader.description.frameCount)
      let lead = try LeadSamples(&reader, signal: signal, frames: frames)
      guard lead.millivoltsPerUnit > 0 else { return nil }
      strip.rows.append(
        RhythmStrip.Row(
          start: stretch.lowerBound,
          millivolts: lead.samples.map { Float($0 * lead.millivoltsPerUnit) }))
    }
    return strip
  }

  /// Seconds; nil for a recording that is not judged in one piece.
  private func decisiveStretch(
    _ reader: inout RecordingReader, signal: Int, rhythm: RhythmClass
  ) throws -> Range<Double>? {
    let contract = classifier.model.contract
    let description = reader.description
    guard let duration = description.duration,
      (duration * contract.samplingFrequency).rounded(.up) <= Double(contract.maximumSamples)
    else { return nil }
    let lead = try LeadSamples(&reader, signal: signal, frames: 0..<description.frameCount)
    let conditioned = try conditioner.condition(
      lead.samples, samplingFrequency: lead.samplingFrequency, units: lead.units,
      path: description.path)
    return StretchRelevance(of: conditioned, rhythm: rhythm, classifier: classifier)
      .strongest?.seconds
  }
}
