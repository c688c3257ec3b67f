internal import CommandSupport
internal import RecurrentCore

/// Tells how training goes: the bar runs over batches, a line closes each epoch.
final class RhythmProgress {
  private let epochs: Int
  private let recordings: Int
  private let context: CommandContext
  private var progress: Progress?
  private var epochStart: ContinuousClock.Instant?
  private var lastBatch = ContinuousClock.now

  /// - Parameter recordings: of an epoch.
  init(epochs: Int, recordings: Int, context: CommandContext) {
    self.epochs = epochs
    self.recordings = recordings
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
      lastBatch = .now
    case .epoch(let epoch):
      context.diagnostics.note(
        "epoch \(epoch.epoch + 1): training loss \(Self.text(epoch.trainingLoss)), "
          + "validation \(Self.text(epoch.validation.metric))"
          + (epoch.isBest ? ", best so far" : "") + speed())
      epochStart = .now
    }
  }

  func start() { epochStart = .now }
  func finish() { progress?.finish() }

  /// Recordings trained on a second, validation not counted.
  private func speed() -> String {
    guard let epochStart else { return "" }
    let seconds = (lastBatch - epochStart) / .seconds(1)
    return seconds > 0 ? ", \(Quantity.records.text(Double(recordings) / seconds))/s" : ""
  }

  /// Four decimals.
  private static func text(_ value: Double) -> String {
    "\((value * 10_000).rounded() / 10_000)"
  }
}
