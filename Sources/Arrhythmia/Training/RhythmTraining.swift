package import RecurrentCore

/// Trains a rhythm model from labelled recordings, then calibrates and measures it.
package struct RhythmTraining: Sendable {
  /// What chooses the epoch.
  package enum Metric: String, Codable, Sendable, CaseIterable {
    /// The mean F1 of N, A and O.
    case f1
    /// The cross-entropy, negative.
    case loss
  }

  /// What is trained, besides what decides the optimisation.
  package struct Plan: Sendable {
    package var name: String
    package var architecture: NetworkArchitecture
    /// What the recordings are brought to.
    package var contract: SignalContract
    package var augmentation = RhythmAugmentation()
    package var settings = TrainingSettings()
    /// Factors of the classes' losses, in their order; empty for 1.
    package var classWeights: [Double] = []
    /// The share of a target spread evenly over all classes.
    package var labelSmoothing = 0.0
    package var metric = Metric.f1
    package var checkpoint: String?
    package var isResumed = false
    package var provenance: ModelProvenance

    package init(
      name: String, architecture: NetworkArchitecture, contract: SignalContract,
      provenance: ModelProvenance
    ) {
      self.name = name
      self.architecture = architecture
      self.contract = contract
      self.provenance = provenance
    }
  }

  private let plan: Plan
  private let threads: Int

  package init(_ plan: Plan, threads: Int) {
    self.plan = plan
    self.threads = threads
  }

  /// - Parameter split: recordings scaled as the contract says; training and validation not empty.
  /// - Throws: `invalidArchitecture`, `badModel` for a network that does not fit the contract, what
  ///   training throws, and `CancellationError` when the task is cancelled.
  package func callAsFunction(
    _ split: RhythmSplit, report: (TrainingEvent) -> Void
  ) async throws -> ModelFile {
    let network = try Network<Float>(plan.architecture)
    if let problem = RhythmModel.problem(of: network, contract: plan.contract) {
      throw ArrhythmiaError.badModel(path: plan.name, problem: problem)
    }
    let examples = RhythmExamples(
      split.training, plan.augmentation, plan.contract, batchSize: plan.settings.batchSize)
    let loss = Loss.softmaxCrossEntropy(
      CrossEntropyOptions(classWeights: plan.classWeights, smoothing: plan.labelSmoothing))
    let trainer = Trainer(
      SupervisedNetwork(network, loss), on: examples, plan.settings, threads: threads,
      checkpoint: plan.checkpoint.map {
        .init(path: $0, identity: RhythmTrainingIdentity(plan, split).hash)
      })
    let outcome = try await trainer.train(
      from: try trainer.start(
        network.initialParameters(seed: plan.settings.seed), isResumed: plan.isResumed),
      validate: validator(network, split.validation), report: report)
    try Task.checkCancellation()
    let record = RhythmTrainingRecord(plan, split, outcome)
    return try await RhythmModelMaker(
      name: plan.name, contract: plan.contract, provenance: plan.provenance,
      seed: plan.settings.seed, threads: threads
    )(network, outcome.parameters, validation: split.validation, test: split.test, record)
  }

  private func validator(
    _ network: Network<Float>, _ recordings: [LabelledRecording]
  ) -> (ParameterSet<Float>) async -> Validation {
    let truths = recordings.map(\.rhythm.rawValue)
    let (metric, contract, threads) = (plan.metric, plan.contract, threads)
    return { parameters in
      let scorer = RecordingScorer(network, parameters, contract)
      let logits = try? await scorer.logits(recordings, threads: threads)
      // The trainer gives up on such a metric; it is not there either when the task is cancelled.
      guard let logits, logits.joined().allSatisfy(\.isFinite) else {
        return Validation(metric: .nan)
      }
      let value: Double
      switch metric {
      case .f1:
        let matrix = RhythmEvaluation.confusion(
          truths, logits.map(RhythmEvaluation.prediction))
        value = matrix.meanF1(of: RhythmEvaluation.scored)
      case .loss:
        let identity = TemperatureCalibration(temperature: 1)
        value = -RhythmEvaluation.logLoss(
          logits.map(identity.probabilities(ofLogits:)), truths)
      }
      return Validation(metric: value, outputDeviation: Self.deviation(logits))
    }
  }

  /// How far answers differ between recordings: the largest of the classes' standard deviations.
  private static func deviation(_ logits: [[Double]]) -> Double {
    RhythmClass.allCases.map { rhythm in
      SignalConditioner.standardDeviation(logits.map { $0[rhythm.rawValue] })
    }.max() ?? 0
  }
}

/// How a model was trained: the section `training` of its file.
package struct RhythmTrainingRecord: Codable, Sendable {
  package let settings: TrainingSettings
  package let augmentation: RhythmAugmentation
  package let classWeights: [Double]
  package let labelSmoothing: Double
  package let metric: RhythmTraining.Metric
  package let trainingRecordings: Int
  /// Their names, so that the figures can be made again.
  package let validationNames: [String]
  package let testNames: [String]
  /// Counted from 1.
  package let bestEpoch: Int?
  package let epochs: [EpochReport]

  init(_ plan: RhythmTraining.Plan, _ split: RhythmSplit, _ outcome: TrainingOutcome) {
    settings = plan.settings
    augmentation = plan.augmentation
    classWeights = plan.classWeights
    labelSmoothing = plan.labelSmoothing
    metric = plan.metric
    trainingRecordings = split.training.count
    validationNames = split.validation.map(\.name)
    testNames = split.test.map(\.name)
    bestEpoch = outcome.bestEpoch.map { $0 + 1 }
    epochs = outcome.epochs
  }
}
