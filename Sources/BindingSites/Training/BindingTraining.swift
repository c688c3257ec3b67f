package import RecurrentCore
internal import SequenceIO

/// Trains a binding-site model from labelled sequences, then calibrates and measures it.
package struct BindingTraining: Sendable {
  /// What is trained, besides what decides the optimisation.
  package struct Plan: Sendable {
    package var name: String
    package var label: String
    /// Whose DNA the examples are of, and how they were found: shown beside the model.
    package var organism: String?
    package var assay: String?
    package var architecture: NetworkArchitecture
    package var encoding = SequenceEncoding.oneHot
    /// How vectors of words are trained that the network's embedding starts from; nil for chance.
    package var wordVectors: WordVectorSettings?
    /// What they are trained on; the training sequences if nil.
    package var pretrainingSequences: [[UInt8]]?
    /// The vectors, where they are trained already.
    var readyWordVectors: WordVectors?
    package var augmentation = Augmentation()
    package var settings = TrainingSettings()
    /// What the model calls where a scan asks for nothing else.
    package var pValueThreshold = 1e-4
    /// Networks whose mean the model is, from consecutive seeds.
    package var members = 1
    /// A network whose validation auROC stays below learnt nothing and is trained again from
    /// another seed.
    package var leastAuROC = 0.6
    /// How often.
    package var retries = 3
    /// The labels of all factors trained together, where there are several.
    var tasks: [String]?
    /// How the settings were found.
    package var search: TrialSummary?
    /// Where the state of training is saved; each of several networks has a file beside it.
    package var checkpoint: String?
    /// Whether to go on from the states that are there.
    package var isResumed = false
    /// Background windows the null distributions are fitted on, at least 1,000.
    package var nullSampleCount = Plan.defaultNullSampleCount
    package var provenance: ModelProvenance

    /// A hundred thousand for each stratum of G+C content: about 6 s of two processors for a small network.
    package static let defaultNullSampleCount = 500_000

    package init(
      name: String, label: String, architecture: NetworkArchitecture, provenance: ModelProvenance
    ) {
      self.name = name
      self.label = label
      self.architecture = architecture
      self.provenance = provenance
    }
  }

  /// What a network is fitted to.
  package enum Source: Sendable {
    /// Windows, bound or not, all of one length; unbound ones may be left to shuffles.
    case windows(ExampleSet)
    /// Stretches with targets for their bins.
    case stretches(StretchSet, BinGrid, window: Int)
  }

  private static let selfTestCount = 8
  private static let nullBinsPerSample = 10

  private let plan: Plan
  private let threads: Int

  package init(_ plan: Plan, threads: Int) {
    self.plan = plan
    self.threads = threads
  }

  /// - Parameters:
  ///   - validation: both classes, all of one length: that of the training windows, if there are such.
  /// - Throws: `invalidArchitecture`, `badModel` for a network that does not fit the window,
  ///   `untrainable`, what training throws, and `CancellationError` when the task is cancelled.
  package func callAsFunction(
    training: Source, validation: ExampleSet, report: (BindingTrainingEvent) -> Void
  ) async throws -> ModelFile {
    let contract = contract(training)
    let (network, members) = try await members(
      training: training, validation: validation, report: report)
    return try await finished(network, members, contract, training, validation)
  }

  /// The networks by themselves, trained; `network` is what they have in common.
  func members(
    training: Source, validation: ExampleSet, report: (BindingTrainingEvent) -> Void
  ) async throws -> (network: Network<Float>, members: [TrainedMember]) {
    let network = try Network<Float>(plan.architecture)
    let contract = contract(training)
    if let problem = contract.problem ?? BindingModel.problem(of: network, contract) {
      throw BindingSitesError.badModel(path: plan.name, problem: problem)
    }
    let validate = validator(network, contract, validation)
    let vectors = try wordVectors(training, report)
    let members =
      switch training {
      case .windows(let set):
        try await MemberTraining(
          plan: plan, network: network,
          examples: BindingExamples(set.examples, plan.augmentation, plan.encoding),
          threads: threads, wordVectors: vectors, validate: validate)(report: report)
      case .stretches(let set, _, _):
        try await MemberTraining(
          plan: plan, network: network,
          examples: StretchExamples(
            set, reverseComplement: plan.augmentation.reverseComplement),
          threads: threads, wordVectors: vectors, validate: validate)(report: report)
      }
    return (network, members)
  }

  func contract(_ training: Source) -> BindingContract {
    var contract =
      switch training {
      case .windows(let set):
        BindingContract(
          label: plan.label, window: set.window, pValueThreshold: plan.pValueThreshold)
      case .stretches(_, let grid, let window):
        BindingContract(
          label: plan.label, window: window, pValueThreshold: plan.pValueThreshold, bins: grid)
      }
    contract.organism = plan.organism
    contract.assay = plan.assay
    contract.encoding = plan.encoding
    return contract
  }

  func validator(
    _ network: Network<Float>, _ contract: BindingContract, _ validation: ExampleSet
  ) -> @Sendable (ParameterSet<Float>) async -> Validation {
    let sequences = validation.examples.map(\.codes)
    let labels = validation.examples.map { $0.isBound == true }
    let threads = threads
    return { parameters in
      let scorer = BindingModel.scorer(network, parameters, contract)
      let logits = try? await ModelFinishing(scorer, seed: 0, threads: threads)
        .bothStrands(sequences)
      // The trainer gives up on such a metric; it is not there either when the task is cancelled.
      guard let logits, logits.allSatisfy(\.isFinite) else { return Validation(metric: .nan) }
      let ranking = ScoreRanking(scores: logits.map(Double.init), labels: labels)
      return Validation(
        metric: ranking.auPRC() ?? 0, outputDeviation: Self.deviation(logits),
        auROC: ranking.auROC())
    }
  }

  /// The model of trained networks, measured, with its statistics.
  func finished(
    _ member: Network<Float>, _ members: [TrainedMember], _ contract: BindingContract,
    _ training: Source, _ validation: ExampleSet
  ) async throws -> ModelFile {
    let (network, parameters) =
      members.count == 1
      ? (member, members[0].outcome.parameters)
      : try Network.mean(of: members.map { (member, $0.outcome.parameters) })
    let finishing = ModelFinishing(
      BindingModel.scorer(network, parameters, contract), seed: plan.settings.seed,
      threads: threads)
    let (calibrated, evaluation) = try await finishing.calibration(on: validation.examples)
    let null = try await null(finishing, training)
    var file = ModelFile(
      name: plan.name, task: BindingModel.task, network: network, parameters: parameters,
      provenance: plan.provenance)
    try file.setSection(BindingModel.Section.contract, contract)
    try file.setSection(BindingModel.Section.calibration, calibrated.calibration)
    try file.setSection(BindingModel.Section.calibrationCheck, calibrated.check)
    try file.setSection(BindingModel.Section.null, null)
    try file.setSection(BindingModel.Section.metrics, evaluation)
    try file.setSection(
      BindingModel.Section.training,
      TrainingRecord(plan, members, training: training))
    file.selfTest = SelfTest(selfTestInput(validation, contract), of: network, parameters)
    return file
  }

  /// What the embedding starts from; nil where that is chance.
  func wordVectors(
    _ training: Source, _ report: (BindingTrainingEvent) -> Void = { _ in }
  ) throws -> WordVectors? {
    if let ready = plan.readyWordVectors { return ready }
    guard let settings = plan.wordVectors,
      case .kmers(let length, let stride) = plan.encoding
    else { return nil }
    return try WordVectors(
      of: plan.pretrainingSequences ?? training.sequences, length: length, stride: stride,
      settings, seed: plan.settings.seed
    ) { report(.pretraining(share: $0)) }
  }

  /// On dinucleotide shuffles of the training sequences, in turn: of windows bound or not, of
  /// stretches without a site.
  private func null(
    _ finishing: ModelFinishing, _ training: Source
  ) async throws -> StratifiedNull {
    switch training {
    case .windows:
      return try await finishing.null(
        of: plan.nullSampleCount, scoresOfOne: 1,
        drawnBy: ModelFinishing.shuffles(of: training.sequences))
    case .stretches(let set, _, _):
      let empty = set.stretches.filter { $0.targets.allSatisfy { $0 <= 0.5 } }.map(\.codes)
      // Neighbouring bins tell much the same, so that more of them are needed.
      return try await finishing.null(
        of: Self.nullBinsPerSample * plan.nullSampleCount, scoresOfOne: set.length / set.bin,
        drawnBy: ModelFinishing.shuffles(of: empty.isEmpty ? training.sequences : empty))
    }
  }

  private func selfTestInput(
    _ validation: ExampleSet, _ contract: BindingContract
  ) -> NetworkInput<Float> {
    let step = max(1, validation.examples.count / Self.selfTestCount)
    let chosen = stride(from: 0, to: validation.examples.count, by: step).prefix(
      Self.selfTestCount)
    let length = contract.bins?.filled(validation.window) ?? validation.window
    let bases = chosen.flatMap { index in
      ExampleSet.fit(validation.examples[index].codes, to: length).map {
        min($0, InputBase.uniform)
      }
    }
    return contract.encoding.encode(
      bases, windowsAt: Array(stride(from: 0, to: bases.count, by: length)), window: length)
  }

  private static func deviation(_ logits: [Float]) -> Double {
    let mean = logits.reduce(0.0) { $0 + Double($1) } / Double(max(1, logits.count))
    let square = logits.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (square / Double(max(1, logits.count))).squareRoot()
  }
}

extension BindingTraining.Source {
  var sequences: [[UInt8]] {
    switch self {
    case .windows(let set): set.examples.map(\.codes)
    case .stretches(let set, _, _): set.stretches.map(\.codes)
    }
  }

  /// Windows or bins of either kind; a bin is bound where its target is above a half.
  var counts: (bound: Int, unbound: Int) {
    switch self {
    case .windows(let set): (set.positiveCount, set.negativeCount)
    case .stretches(let set, _, _): (set.boundCount, set.knownCount - set.boundCount)
    }
  }
}
