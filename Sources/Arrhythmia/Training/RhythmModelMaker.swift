package import RecurrentCore

/// Makes a model of a trained network: calibration, figures, self-test.
package struct RhythmModelMaker: Sendable {
  private let name: String
  private let contract: SignalContract
  private let provenance: ModelProvenance
  private let seed: UInt64
  private let threads: Int
  private static let selfTestCount = 4
  private static let resamples = 1000

  package init(
    name: String, contract: SignalContract, provenance: ModelProvenance, seed: UInt64,
    threads: Int
  ) {
    self.name = name
    self.contract = contract
    self.provenance = provenance
    self.seed = seed
    self.threads = threads
  }

  /// - Parameters:
  ///   - validation: what the calibration is fitted on, not empty.
  ///   - validationLogits: outputs for it, where they are not the network's own: those of members that
  ///     were not trained on a recording.
  ///   - test: what it is measured on besides; may be empty.
  ///   - record: the section `training`.
  /// - Throws: `CancellationError`.
  package func callAsFunction(
    _ network: Network<Float>, _ parameters: ParameterSet<Float>,
    validation: [LabelledRecording], validationLogits: [[Double]]? = nil,
    test: [LabelledRecording], _ record: some Encodable
  ) async throws -> ModelFile {
    let scorer = RecordingScorer(network, parameters, contract)
    var logits = validationLogits ?? []
    if validationLogits == nil {
      logits = try await scorer.logits(validation, threads: threads)
    }
    let calibration = TemperatureCalibration.fit(
      logits: logits, labels: validation.map(\.rhythm.rawValue))
    func evaluation(
      _ logits: [[Double]], _ recordings: [LabelledRecording]
    ) -> RhythmEvaluation {
      RhythmEvaluation(
        probabilities: logits.map(calibration.probabilities(ofLogits:)),
        rhythms: recordings.map(\.rhythm), resamples: Self.resamples, seed: seed)
    }
    let testLogits = try await scorer.logits(test, threads: threads)
    var file = ModelFile(
      name: name, task: RhythmModel.task, network: network, parameters: parameters,
      provenance: provenance)
    try file.setSection(RhythmModel.Section.contract, contract)
    try file.setSection(RhythmModel.Section.calibration, calibration)
    try file.setSection(
      RhythmModel.Section.metrics,
      RhythmMetrics(
        validation: evaluation(logits, validation),
        test: test.isEmpty ? nil : evaluation(testLogits, test)))
    try file.setSection(RhythmModel.Section.training, record)
    file.selfTest = SelfTest(.values(selfTestInput(validation)), of: network, parameters)
    return file
  }

  /// Some of the recordings, shortened: they are there to tell kernels apart, not rhythms.
  private func selfTestInput(_ recordings: [LabelledRecording]) -> SequenceBatch<Float> {
    let step = max(1, recordings.count / Self.selfTestCount)
    let chosen = stride(from: 0, to: recordings.count, by: step).prefix(Self.selfTestCount)
    let longest = max(contract.minimumSamples, Int(12 * contract.samplingFrequency))
    return RhythmModel.batch(chosen.map { Array(recordings[$0].signal.prefix(longest)) })
  }
}
