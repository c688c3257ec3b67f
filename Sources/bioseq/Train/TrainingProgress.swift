internal import CommandSupport
internal import RecurrentCore

/// Tells how training goes: the bar runs over batches, a line closes each epoch.
final class TrainingProgress {
  private let epochs: Int
  private let context: CommandContext
  private var progress: Progress?

  init(epochs: Int, context: CommandContext) {
    self.epochs = epochs
    self.context = context
  }

  func take(_ event: TrainingEvent) {
    switch event {
    case .batch(let batch):
      if progress == nil, context.diagnostics.stream.isTerminal {
        progress = context.progress(total: Int64(epochs * batch.batches), quantity: .batches)
        progress?.advance(by: Int64(batch.epoch * batch.batches + batch.batch))
      }
      progress?.advance(by: 1)
    case .epoch(let epoch):
      context.diagnostics.note(
        "epoch \(epoch.epoch + 1): training loss \(Self.text(epoch.trainingLoss)), "
          + "validation auPRC \(Self.text(epoch.validation.metric))"
          + (epoch.isBest ? ", best so far" : ""))
    }
  }

  func finish() { progress?.finish() }

  /// Four decimals.
  private static func text(_ value: Double) -> String {
    let scaled = (value * 10_000).rounded() / 10_000
    return "\(scaled)"
  }
}
