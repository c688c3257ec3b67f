/// Tells how training goes: the bar runs over batches, a line closes each epoch.
package final class TrainingProgress {
  private let epochs: Int
  /// Of an epoch.
  private let examples: Int
  private let quantity: Quantity
  /// What validation measures, in words.
  private let metric: String
  /// What stands before each line, to tell one network from the next.
  private let prefix: String
  private let context: CommandContext
  private var progress: Progress?
  private var epochStart = ContinuousClock.now
  private var lastBatch = ContinuousClock.now

  /// - Parameter examples: of an epoch, in units of `quantity`.
  package init(
    epochs: Int, examples: Int, quantity: Quantity, metric: String, prefix: String = "",
    context: CommandContext
  ) {
    self.epochs = epochs
    self.examples = examples
    self.quantity = quantity
    self.metric = metric
    self.prefix = prefix
    self.context = context
  }

  /// A batch is done; numbers count from 0.
  package func batch(_ batch: Int, of batches: Int, epoch: Int) {
    if progress == nil, context.diagnostics.stream.isTerminal {
      progress = context.progress(total: Int64(epochs * batches), quantity: .batches)
      progress?.advance(by: Int64(epoch * batches + batch))
    }
    progress?.advance(by: 1)
    lastBatch = .now
  }

  /// An epoch is done and validated; numbers count from 0.
  ///
  /// - Parameter auROC: told beside the metric, if known.
  package func epoch(
    _ epoch: Int, trainingLoss: Double, metric value: Double, auROC: Double? = nil, isBest: Bool
  ) {
    let seconds = (lastBatch - epochStart) / .seconds(1)
    context.diagnostics.note(
      "\(prefix)epoch \(epoch + 1): training loss \(Self.text(trainingLoss)), "
        + "validation \(metric) \(Self.text(value))"
        + (auROC.map { ", auROC \(Self.text($0))" } ?? "") + (isBest ? ", best so far" : "")
        + (seconds > 0 ? ", \(quantity.text(Double(examples) / seconds))/s" : ""))
    epochStart = .now
  }

  package func finish() { progress?.finish() }

  /// Four decimals.
  private static func text(_ value: Double) -> String {
    let scaled = (value * 10_000).rounded() / 10_000
    return "\(scaled)"
  }
}
