internal import BindingSites
internal import CommandSupport

/// Tells how the training of one or several networks goes.
final class MemberProgress {
  private let epochs: Int
  /// Of an epoch.
  private let examples: Int
  private let context: CommandContext
  private var progress: TrainingProgress?

  init(epochs: Int, examples: Int, context: CommandContext) {
    self.epochs = epochs
    self.examples = examples
    self.context = context
  }

  func take(_ event: BindingTrainingEvent) {
    switch event {
    case .pretraining(let share):
      context.diagnostics.note("word vectors: \(Int((share * 100).rounded())) % done")
    case .begun(let attempt):
      progress?.finish()
      progress = TrainingProgress(
        epochs: epochs, examples: examples, quantity: .windows, metric: "auPRC",
        prefix: attempt.members > 1 ? "\(Self.name(attempt)), " : "", context: context)
    case .training(let event): progress?.take(event)
    case .collapsed(let attempt, let problem):
      context.diagnostics.warning(
        "\(Self.name(attempt)) learnt nothing from seed \(attempt.seed) (\(problem)): trying "
          + "another seed")
    }
  }

  func finish() { progress?.finish() }

  private static func name(_ attempt: MemberAttempt) -> String {
    attempt.members > 1 ? "network \(attempt.member + 1) of \(attempt.members)" : "the network"
  }
}
