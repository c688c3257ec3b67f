internal import RecurrentCore

/// One short training of a search.
package struct Trial: Sendable, Equatable {
  /// Counted from 1.
  package let number: Int
  package let choice: TrialChoice
  /// On the validation set in the best epoch.
  package let auPRC: Double?
  package let auROC: Double?
  /// Counted from 1.
  package let bestEpoch: Int?
  /// Why it failed; nil if it did not.
  package let problem: String?

  init(number: Int, choice: TrialChoice, outcome: TrainingOutcome) {
    self.number = number
    self.choice = choice
    auPRC = outcome.bestMetric
    auROC = outcome.bestEpoch.flatMap { outcome.epochs[$0].validation.auROC }
    bestEpoch = outcome.bestEpoch.map { $0 + 1 }
    problem = nil
  }

  init(number: Int, choice: TrialChoice, problem: String) {
    self.number = number
    self.choice = choice
    (auPRC, auROC, bestEpoch) = (nil, nil, nil)
    self.problem = problem
  }
}

/// How a model's hyper-parameters were found, in the section `training` of its file.
package struct TrialSummary: Codable, Sendable, Equatable {
  package let trials: Int
  /// Of each trial.
  package let epochs: Int
  /// The best trial, counted from 1; the first is the options as they were given.
  package let bestTrial: Int
  package let choice: TrialChoice
  /// The best trial's on the validation set, on which it was chosen: it flatters.
  package let auPRC: Double?

  init(trials: Int, epochs: Int, best: Trial) {
    self.trials = trials
    self.epochs = epochs
    bestTrial = best.number
    choice = best.choice
    auPRC = best.auPRC
  }
}
