internal import RecurrentCore

/// A random search of hyper-parameters, judged on the validation set alone: Bergstra & Bengio 2012.
///
/// The first trial is the plan as it is. Trials share the plan's seed, so that they differ in what is
/// searched alone; the search depends on sets, plan and seed.
package struct TrialSearch: Sendable {
  private let plan: BindingTraining.Plan
  private let epochs: Int
  private let threads: Int

  /// - Parameter epochs: of a trial, whose learning rate runs its whole course in them.
  package init(_ plan: BindingTraining.Plan, epochs: Int, threads: Int) {
    precondition(epochs > 0, "\(epochs) epochs")
    self.plan = plan
    self.epochs = epochs
    self.threads = threads
  }

  /// Runs so many trials, one after the other; nothing of them is saved in checkpoints.
  ///
  /// A trial whose numbers diverge or whose output collapses counts as failed.
  /// - Throws: what training throws but for failed trials; `unusableExamples` when every trial
  ///   failed, `CancellationError`.
  /// - Returns: all trials, and the plan of the best.
  package func callAsFunction(
    _ count: Int, training: BindingTraining.Source, validation: ExampleSet, report: (Trial) -> Void
  ) async throws -> (trials: [Trial], best: BindingTraining.Plan) {
    var plan = plan
    plan.readyWordVectors = try BindingTraining(plan, threads: threads).wordVectors(training)
    var generator = RandomGenerator(seed: plan.settings.seed, stream: 0x5452_4941)
    let base = TrialChoice(of: plan.settings, plan.architecture)
    var trials: [Trial] = []
    for number in 1...count {
      let choice = number == 1 ? base : TrialChoice(like: base, &generator)
      let trial = try await run(
        number, choice, number == 1 ? plan : plan.applying(choice), training, validation)
      trials.append(trial)
      report(trial)
    }
    let best = trials.filter { $0.auPRC != nil }.max {
      // The earlier one of equals.
      ($0.auPRC ?? 0, -$0.number) < ($1.auPRC ?? 0, -$1.number)
    }
    guard let best else {
      throw BindingSitesError.unusableExamples(
        problem: "each of the \(count) trials failed", remedy: "lower --learning-rate")
    }
    if best.number > 1 { plan = plan.applying(best.choice) }
    plan.search = TrialSummary(trials: count, epochs: epochs, best: best)
    return (trials, plan)
  }

  private func run(
    _ number: Int, _ choice: TrialChoice, _ plan: BindingTraining.Plan,
    _ training: BindingTraining.Source,
    _ validation: ExampleSet
  ) async throws -> Trial {
    var plan = plan
    plan.settings.epochs = epochs
    plan.members = 1
    plan.retries = 0
    plan.leastAuROC = 0
    plan.checkpoint = nil
    do {
      let members = try await BindingTraining(plan, threads: threads).members(
        training: training, validation: validation, report: { _ in })
      return Trial(number: number, choice: choice, outcome: members.members[0].outcome)
    } catch RecurrentCoreError.trainingFailed(_, _, let problem) {
      return Trial(number: number, choice: choice, problem: problem)
    } catch BindingSitesError.untrainable(_, _, let problem) {
      return Trial(number: number, choice: choice, problem: problem)
    }
  }
}

extension BindingTraining.Plan {
  func applying(_ choice: TrialChoice) -> Self {
    var result = self
    choice.apply(to: &result.settings)
    choice.apply(to: &result.architecture)
    return result
  }
}
