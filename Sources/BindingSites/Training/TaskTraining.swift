package import RecurrentCore

/// Trains one network for several factors, each with a head on a shared trunk, and makes a model of
/// each head.
///
/// Models do not need each other: each holds the trunk and its own head, calibration and null.
package struct TaskTraining: Sendable {
  /// A factor with its own sequences.
  package struct Task: Sendable {
    package let name: String
    package let label: String
    /// Unbound sequences may be left to shuffles.
    package let training: ExampleSet
    package let validation: ExampleSet
    package let sources: [ModelProvenance.Source]

    package init(
      name: String, label: String, training: ExampleSet, validation: ExampleSet,
      sources: [ModelProvenance.Source]
    ) {
      self.name = name
      self.label = label
      self.training = training
      self.validation = validation
      self.sources = sources
    }
  }

  private let plan: BindingTraining.Plan
  private let threads: Int

  /// - Parameter plan: what all have in common; its name and label stand for the whole.
  package init(_ plan: BindingTraining.Plan, threads: Int) {
    self.plan = plan
    self.threads = threads
  }

  /// The models, in the order of the tasks.
  ///
  /// - Parameter tasks: at least one, all windows of one length.
  /// - Throws: as `BindingTraining`; `badModel` for an architecture without a dense last layer.
  package func callAsFunction(
    _ tasks: [Task], report: (BindingTrainingEvent) -> Void
  ) async throws -> [ModelFile] {
    guard let architecture = plan.architecture.withHeads(tasks.count) else {
      throw BindingSitesError.badModel(
        path: plan.name, problem: "its last layer is not dense, so that it cannot have heads")
    }
    let network = try Network<Float>(architecture)
    let single = try Network<Float>(plan.architecture)
    let trainings = tasks.map { BindingTraining(plan(of: $0, among: tasks), threads: threads) }
    for (task, training) in zip(tasks, trainings) {
      let contract = training.contract(.windows(task.training))
      if let problem = contract.problem ?? BindingModel.problem(of: single, contract) {
        throw BindingSitesError.badModel(path: task.name, problem: problem)
      }
    }
    let members = try await MemberTraining(
      plan: plan, network: network,
      examples: TaskExamples(
        tasks.map { BindingExamples($0.training.examples, plan.augmentation, plan.encoding) },
        plan.encoding),
      threads: threads, wordVectors: try wordVectors(tasks, trainings, report),
      validate: validator(network, single, tasks, trainings))(report: report)
    var files: [ModelFile] = []
    for (head, (task, training)) in zip(tasks, trainings).enumerated() {
      let source = BindingTraining.Source.windows(task.training)
      files.append(
        try await training.finished(
          single, members.map { $0.ofHead(head, in: single, from: network) },
          training.contract(source), source, task.validation))
    }
    return files
  }

  private func plan(of task: Task, among tasks: [Task]) -> BindingTraining.Plan {
    var plan = plan
    plan.name = task.name
    plan.label = task.label
    plan.provenance.sources += task.sources
    plan.tasks = tasks.map(\.label)
    return plan
  }

  /// The mean of the heads' figures; the smallest deviation, so that a head that answers everything
  /// alike tells.
  private func validator(
    _ network: Network<Float>, _ single: Network<Float>, _ tasks: [Task],
    _ trainings: [BindingTraining]
  ) -> @Sendable (ParameterSet<Float>) async -> Validation {
    let validators = zip(tasks, trainings).map { task, training in
      training.validator(single, training.contract(.windows(task.training)), task.validation)
    }
    return { parameters in
      var heads: [Validation] = []
      for (head, validate) in validators.enumerated() {
        heads.append(await validate(parameters.ofHead(head, in: single, from: network)))
      }
      let rocs = heads.compactMap(\.auROC)
      return Validation(
        metric: heads.reduce(0) { $0 + $1.metric } / Double(heads.count),
        outputDeviation: heads.compactMap(\.outputDeviation).min(),
        auROC: rocs.isEmpty ? nil : rocs.reduce(0, +) / Double(rocs.count))
    }
  }

  /// Of the sequences of all tasks.
  private func wordVectors(
    _ tasks: [Task], _ trainings: [BindingTraining], _ report: (BindingTrainingEvent) -> Void
  ) throws -> WordVectors? {
    var plan = plan
    plan.pretrainingSequences =
      plan.pretrainingSequences ?? tasks.flatMap { $0.training.examples.map(\.codes) }
    return try BindingTraining(plan, threads: threads).wordVectors(
      .windows(tasks[0].training), report)
  }
}

extension TrainedMember {
  /// The member with the parameters of one head.
  func ofHead(_ head: Int, in single: Network<Float>, from network: Network<Float>) -> Self {
    var outcome = outcome
    outcome.parameters = outcome.parameters.ofHead(head, in: single, from: network)
    return TrainedMember(attempt: attempt, outcome: outcome, collapsed: collapsed)
  }
}
