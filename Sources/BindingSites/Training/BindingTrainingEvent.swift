package import RecurrentCore

/// What the training of a binding-site model tells while it runs.
package enum BindingTrainingEvent: Sendable {
  /// An epoch over the word vectors is done: what share of that work is behind.
  case pretraining(share: Double)
  /// A network begins to be trained.
  case begun(MemberAttempt)
  case training(TrainingEvent)
  /// A network learnt nothing, in words; another try follows.
  case collapsed(MemberAttempt, problem: String)
}
