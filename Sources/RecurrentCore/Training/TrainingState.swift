/// Training between two batches: all that is needed to go on as if never interrupted.
///
/// Random streams are named by seed, epoch, batch and micro-batch, so the position is their state.
package struct TrainingState: Sendable, Equatable {
  package internal(set) var parameters: ParameterSet<Float>
  var optimiser: Optimiser
  var average: WeightAverage?
  /// The parameters of the best epoch.
  var best: ParameterSet<Float>?
  var progress: Progress

  /// The small part, stored as JSON.
  struct Progress: Codable, Sendable, Equatable {
    var learningRate: LearningRate
    var stopping: EarlyStopping
    /// The epoch the next batch belongs to, and its place there, from 0.
    var epoch = 0
    var batch = 0
    /// Updates done.
    var step = 0
    /// Of the present epoch: sums of weighted losses and of weights, largest gradient norm.
    var lossSum = 0.0
    var weightSum = 0.0
    var largestNorm = 0.0
    var epochs: [EpochReport] = []
  }

  package init(_ parameters: ParameterSet<Float>, _ settings: TrainingSettings) {
    self.parameters = parameters
    optimiser = Optimiser(
      settings.method, for: parameters, decayExclusion: settings.decayExclusion)
    average = settings.averageDecay.map { WeightAverage(decay: $0, of: parameters) }
    progress = Progress(
      learningRate: LearningRate(settings.learningRate, settings.schedule),
      stopping: EarlyStopping(
        patience: settings.patience, minimumImprovement: settings.minimumImprovement))
  }

  /// The parameters to validate and use: averaged if asked for.
  var usable: ParameterSet<Float> { average?.parameters ?? parameters }
}
