package import RecurrentCore
internal import SequenceIO

/// Trains a binding-site model from labelled sequences, then calibrates and measures it.
package struct BindingTraining: Sendable {
  /// What is trained, besides what decides the optimisation.
  package struct Plan: Sendable {
    package var name: String
    package var label: String
    package var architecture: NetworkArchitecture
    package var augmentation = Augmentation()
    package var settings = TrainingSettings()
    /// What the model calls where a scan asks for nothing else.
    package var pValueThreshold = 1e-4
    /// Networks whose mean the model is, from consecutive seeds.
    package var members = 1
    /// A network whose validation auROC stays below learnt nothing and is trained again from
    /// another seed.
    package var leastAuROC = 0.6
    /// Where the state of training is saved; each of several networks has a file beside it.
    package var checkpoint: String?
    /// Whether to go on from the states that are there.
    package var isResumed = false
    /// Background windows the null distribution is fitted on, at least 1,000.
    package var nullSampleCount = 100_000
    package var provenance: ModelProvenance

    package init(
      name: String, label: String, architecture: NetworkArchitecture, provenance: ModelProvenance
    ) {
      self.name = name
      self.label = label
      self.architecture = architecture
      self.provenance = provenance
    }
  }

  private static let selfTestCount = 8

  private let plan: Plan
  private let threads: Int

  package init(_ plan: Plan, threads: Int) {
    self.plan = plan
    self.threads = threads
  }

  /// - Parameters:
  ///   - training: both classes, of one length; unbound ones may be left to shuffles.
  ///   - validation: both classes, of the same length.
  /// - Throws: `invalidArchitecture`, `badModel` for a network that does not fit the window,
  ///   `untrainable`, what training throws, and `CancellationError` when the task is cancelled.
  package func callAsFunction(
    training: ExampleSet, validation: ExampleSet, report: (BindingTrainingEvent) -> Void
  ) async throws -> ModelFile {
    let window = training.window
    let network = try Network<Float>(plan.architecture)
    if let problem = BindingModel.problem(of: network, window: window) {
      throw BindingSitesError.badModel(path: plan.name, problem: problem)
    }
    let members = try await MemberTraining(
      plan: plan, network: network,
      examples: BindingExamples(training.examples, plan.augmentation), threads: threads,
      validate: validator(network, validation))(report: report)
    return try await finished(network, members, training, validation)
  }

  private func validator(
    _ network: Network<Float>, _ validation: ExampleSet
  ) -> @Sendable (ParameterSet<Float>) async -> Validation {
    let sequences = validation.examples.map(\.codes)
    let labels = validation.examples.map { $0.isBound == true }
    let threads = threads
    return { parameters in
      let scorer = NetworkWindowScorer(network, parameters, window: validation.window)
      let logits = try? await Self.bothStrands(scorer, sequences, threads: threads)
      // The trainer gives up on such a metric; it is not there either when the task is cancelled.
      guard let logits, logits.allSatisfy(\.isFinite) else { return Validation(metric: .nan) }
      let ranking = ScoreRanking(scores: logits.map(Double.init), labels: labels)
      return Validation(
        metric: ranking.auPRC() ?? 0, outputDeviation: Self.deviation(logits),
        auROC: ranking.auROC())
    }
  }

  private func finished(
    _ member: Network<Float>, _ members: [TrainedMember], _ training: ExampleSet,
    _ validation: ExampleSet
  ) async throws -> ModelFile {
    let (network, parameters) =
      members.count == 1
      ? (member, members[0].outcome.parameters)
      : try Network.mean(of: members.map { (member, $0.outcome.parameters) })
    let scorer = NetworkWindowScorer(network, parameters, window: training.window)
    let labels = validation.examples.map { $0.isBound == true }
    let logits = try await Self.bothStrands(
      scorer, validation.examples.map(\.codes), threads: threads
    ).map(Double.init)
    guard let calibration = LogisticCalibration.fit(logits: logits, labels: labels),
      calibration.slope > 0
    else {
      throw BindingSitesError.unusableExamples(
        problem: "the trained network tells nothing about the validation set",
        remedy: "train longer, at another rate, or with more examples")
    }
    let background = try await Self.bothStrands(scorer, background(training), threads: threads)
    var file = ModelFile(
      name: plan.name, task: BindingModel.task, network: network, parameters: parameters,
      provenance: plan.provenance)
    try file.setSection(
      BindingModel.Section.contract,
      BindingContract(
        label: plan.label, window: training.window, pValueThreshold: plan.pValueThreshold))
    try file.setSection(BindingModel.Section.calibration, calibration)
    try file.setSection(
      BindingModel.Section.null, NullDistribution(backgroundScores: background))
    try file.setSection(
      BindingModel.Section.metrics,
      BinaryEvaluation(
        scores: logits, probabilities: logits.map(calibration.probability(ofLogit:)),
        labels: labels, resamples: 1000, seed: plan.settings.seed))
    try file.setSection(
      BindingModel.Section.training,
      TrainingRecord(plan, members, training: training))
    file.selfTest = SelfTest(.values(selfTestInput(validation)), of: network, parameters)
    return file
  }

  /// Dinucleotide shuffles of the training sequences, bound or not, in turn.
  private func background(_ training: ExampleSet) -> [[UInt8]] {
    var generator = RandomGenerator(seed: plan.settings.seed, stream: 0x4E55_4C4C)
    let shuffles = training.examples.map { DinucleotideShuffle(of: $0.codes) }
    let order = generator.permutation(of: shuffles.count)
    return (0..<plan.nullSampleCount).map { index in
      shuffles[order[index % order.count]](using: &generator)
    }
  }

  private func selfTestInput(_ validation: ExampleSet) -> SequenceBatch<Float> {
    let step = max(1, validation.examples.count / Self.selfTestCount)
    let chosen = stride(from: 0, to: validation.examples.count, by: step).prefix(
      Self.selfTestCount)
    let bases = chosen.flatMap { index in
      validation.examples[index].codes.map { min($0, InputBase.uniform) }
    }
    return OneHot.encode(
      bases, windowsAt: Array(stride(from: 0, to: bases.count, by: validation.window)),
      length: validation.window)
  }

  /// Means of the two strands' logits.
  private static func bothStrands(
    _ scorer: NetworkWindowScorer, _ sequences: [[UInt8]], threads: Int
  ) async throws -> [Float] {
    var settings = ScanSettings()
    settings.maximumAmbiguousFraction = 1
    return try await SequenceScorer(scorer, settings: settings).logits(
      sequences, threads: threads)
  }

  private static func deviation(_ logits: [Float]) -> Double {
    let mean = logits.reduce(0.0) { $0 + Double($1) } / Double(max(1, logits.count))
    let square = logits.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (square / Double(max(1, logits.count))).squareRoot()
  }
}
