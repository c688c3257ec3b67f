/// What training tells while it runs.
package enum TrainingEvent: Sendable {
  case batch(BatchReport)
  case epoch(EpochReport)
}

/// One update of the parameters.
package struct BatchReport: Sendable, Equatable {
  /// Counted from 0.
  package let epoch: Int
  /// Counted from 0, of `batches` in the epoch.
  package let batch: Int
  package let batches: Int
  /// The batch's weighted mean loss before the update.
  package let loss: Double
  package let rate: Double
  /// Before clipping.
  package let gradientNorm: Double
}

/// One pass over the examples.
package struct EpochReport: Codable, Sendable, Equatable {
  /// Counted from 0.
  package let epoch: Int
  /// The weighted mean loss over the epoch, each batch before its update.
  package let trainingLoss: Double
  package let validation: Validation
  /// Whether the validation metric is the best so far.
  package let isBest: Bool
}

/// How well a network does on examples it is not trained on.
package struct Validation: Codable, Sendable, Equatable {
  /// Larger is better: what early stopping and the plateau schedule follow.
  package let metric: Double
  /// The standard deviation of the outputs over the examples: near 0 when the network collapsed.
  package let outputDeviation: Double?
  /// The area under the receiver operating characteristic where it is told beside the metric.
  package let auROC: Double?

  package init(metric: Double, outputDeviation: Double? = nil, auROC: Double? = nil) {
    self.metric = metric
    self.outputDeviation = outputDeviation
    self.auROC = auROC
  }

  /// Whether the network answers every example alike.
  package var isCollapsed: Bool { outputDeviation.map { $0 < 1e-6 } ?? false }
}

/// What training ended with.
package struct TrainingOutcome: Sendable, Equatable {
  /// The parameters of the best epoch, or the last ones if none ended.
  package var parameters: ParameterSet<Float>
  package let bestEpoch: Int?
  package let bestMetric: Double?
  package let epochs: [EpochReport]
  package let ending: Ending

  package enum Ending: String, Codable, Sendable {
    /// All epochs were done.
    case completed
    /// The metric no longer improved.
    case stoppedEarly
    /// The task was cancelled; a checkpoint, if asked for, holds the state.
    case cancelled
  }
}
