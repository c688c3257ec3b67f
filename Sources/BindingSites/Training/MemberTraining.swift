internal import FoundationEssentials
internal import RecurrentCore

/// A network of a model, trained.
struct TrainedMember: Sendable {
  let attempt: MemberAttempt
  let outcome: TrainingOutcome
  let collapsed: [CollapsedAttempt]
}

/// Trains the networks of a model one after the other, each again from another seed if it learnt
/// nothing.
struct MemberTraining<Examples: TrainingExamples>: Sendable
where Examples.Targets == LossTargets<Float> {
  let plan: BindingTraining.Plan
  let network: Network<Float>
  let examples: Examples
  let threads: Int
  /// What the networks' embedding starts from.
  let wordVectors: WordVectors?
  let validate: @Sendable (ParameterSet<Float>) async -> Validation

  /// Answers that differ by less between examples, as a standard deviation of logits, tell nothing.
  private static var leastDeviation: Double { 1e-3 }

  /// - Throws: `untrainable` when a network learnt nothing in every try, what training throws, and
  ///   `CancellationError` when the task is cancelled.
  func callAsFunction(
    report: (BindingTrainingEvent) -> Void
  ) async throws -> [TrainedMember] {
    var members: [TrainedMember] = []
    for member in 0..<plan.members { members.append(try await train(member, report)) }
    return members
  }

  private func train(
    _ member: Int, _ report: (BindingTrainingEvent) -> Void
  ) async throws -> TrainedMember {
    var collapsed: [CollapsedAttempt] = []
    for number in 0...plan.retries {
      let attempt = MemberAttempt(
        member: member, of: plan.members, attempt: number, modelSeed: plan.settings.seed)
      report(.begun(attempt))
      let problem: String
      do {
        let outcome = try await run(attempt, report)
        try Task.checkCancellation()
        guard let found = self.problem(of: outcome) else {
          return TrainedMember(attempt: attempt, outcome: outcome, collapsed: collapsed)
        }
        problem = found
      } catch RecurrentCoreError.outputCollapsed(let epoch) {
        problem = "it answered every validation example alike by epoch \(epoch)"
      }
      collapsed.append(CollapsedAttempt(seed: attempt.seed, problem: problem))
      if number < plan.retries { report(.collapsed(attempt, problem: problem)) }
    }
    throw BindingSitesError.untrainable(
      member: member + 1, attempts: collapsed.count, problem: collapsed.last?.problem ?? "")
  }

  private func run(
    _ attempt: MemberAttempt, _ report: (BindingTrainingEvent) -> Void
  ) async throws(RecurrentCoreError) -> TrainingOutcome {
    var settings = plan.settings
    settings.seed = attempt.seed
    let checkpoint = plan.checkpoint.map(attempt.checkpoint)
    let trainer = Trainer(
      SupervisedNetwork(network, .sigmoidCrossEntropy()), on: examples, settings,
      threads: threads, checkpoint: checkpoint.map { .init(path: $0, batchInterval: nil) })
    let isResumed = checkpoint.map(FileManager.default.fileExists(atPath:)) ?? false
    let start = try trainer.start(
      initialParameters(seed: attempt.seed), isResumed: plan.isResumed && isResumed)
    return try await trainer.train(from: start, validate: validate) { report(.training($0)) }
  }

  /// Words have their trained vectors; the token of unknown words starts as zeros.
  private func initialParameters(seed: UInt64) -> ParameterSet<Float> {
    var parameters = network.initialParameters(seed: seed)
    if let wordVectors, network.hasEmbedding {
      let unknown = [Float](repeating: 0, count: wordVectors.dimensions)
      network.setEmbedding(wordVectors.table + unknown, in: &parameters)
    }
    return parameters
  }

  /// Why a network is not worth keeping, in words; nil if it is.
  private func problem(of outcome: TrainingOutcome) -> String? {
    let validations = outcome.epochs.map(\.validation)
    let best = validations.compactMap(\.auROC).max()
    if let best, best < plan.leastAuROC {
      return "its validation auROC stayed at \((best * 1000).rounded() / 1000)"
    }
    if let epoch = outcome.bestEpoch, let deviation = validations[epoch].outputDeviation,
      deviation < Self.leastDeviation
    {
      return "it answers all validation examples nearly alike"
    }
    return nil
  }
}
