package import RecurrentCore

/// How a model was trained: the section `training` of its file.
package struct TrainingRecord: Codable, Sendable {
  package let settings: TrainingSettings
  package let augmentation: Augmentation
  /// How the vectors of words were trained that the embedding started from, if it did.
  package let wordVectors: WordVectorSettings?
  package let trainingPositives: Int
  package let trainingNegatives: Int
  /// How the settings were found, if by a search.
  package let search: TrialSummary?
  /// Of a model of one network; counted from 1.
  package let bestEpoch: Int?
  /// Of a model of one network.
  package let epochs: [EpochReport]
  /// The labels of all factors whose networks share a trunk; figures of epochs are means over them.
  package let tasks: [String]?
  /// The networks a model is the mean of; also there for one network that took several tries.
  package let members: [MemberRecord]?

  init(
    _ plan: BindingTraining.Plan, _ members: [TrainedMember], training: BindingTraining.Source
  ) {
    settings = plan.settings
    augmentation = plan.augmentation
    trainingPositives = training.counts.bound
    trainingNegatives = training.counts.unbound
    wordVectors = plan.wordVectors
    search = plan.search
    tasks = plan.tasks
    let single = members.count == 1 ? members[0].outcome : nil
    bestEpoch = single?.bestEpoch.map { $0 + 1 }
    epochs = single?.epochs ?? []
    self.members =
      single != nil && members[0].collapsed.isEmpty ? nil : members.map(MemberRecord.init)
  }
}

/// One of the networks of a model.
package struct MemberRecord: Codable, Sendable {
  package let seed: UInt64
  /// Counted from 1.
  package let bestEpoch: Int?
  /// On the validation set in the best epoch, by itself.
  package let auPRC: Double?
  package let auROC: Double?
  package let epochs: [EpochReport]
  /// Tries before that learnt nothing; nil without any.
  package let collapsed: [CollapsedAttempt]?

  init(_ member: TrainedMember) {
    seed = member.attempt.seed
    bestEpoch = member.outcome.bestEpoch.map { $0 + 1 }
    auPRC = member.outcome.bestMetric
    auROC = member.outcome.bestEpoch.flatMap { member.outcome.epochs[$0].validation.auROC }
    epochs = member.outcome.epochs
    collapsed = member.collapsed.isEmpty ? nil : member.collapsed
  }
}

/// A try that learnt nothing.
package struct CollapsedAttempt: Codable, Sendable, Equatable {
  package let seed: UInt64
  package let problem: String
}
