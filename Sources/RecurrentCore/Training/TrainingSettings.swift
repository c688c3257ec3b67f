/// Everything that decides the result of training, besides model and examples.
package struct TrainingSettings: Codable, Sendable, Equatable {
  package var epochs = 20
  package var batchSize = 64
  /// Examples whose gradients are computed together: part of the result, unlike the threads.
  package var microBatchSize = 16
  package var learningRate = 1e-3
  package var schedule = LearningRateSchedule.constant
  package var method = OptimisationMethod.adam()
  package var decayExclusion = DecayExclusion()
  package var clipping = GradientClipping.norm(5)
  /// Epochs without improvement before training stops.
  package var patience = 5
  package var minimumImprovement = 0.0
  /// With a decay, the moving average of the parameters is validated and kept instead of them.
  package var averageDecay: Double?
  package var seed: UInt64 = 1

  package init() {}

  /// The first setting that differs, by name; the number of epochs may.
  func difference(from other: TrainingSettings) -> String? {
    if batchSize != other.batchSize { return "batch size" }
    if microBatchSize != other.microBatchSize { return "micro-batch size" }
    if learningRate != other.learningRate { return "learning rate" }
    if schedule != other.schedule { return "learning rate schedule" }
    if method != other.method { return "optimisation method" }
    if decayExclusion != other.decayExclusion { return "weight decay exclusion" }
    if clipping != other.clipping { return "gradient clipping" }
    if patience != other.patience { return "patience" }
    if minimumImprovement != other.minimumImprovement { return "minimum improvement" }
    if averageDecay != other.averageDecay { return "weight average" }
    if seed != other.seed { return "seed" }
    return nil
  }
}
