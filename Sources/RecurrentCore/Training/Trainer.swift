/// Trains a model on examples: shuffled batches, an optimiser, validation after each epoch, early
/// stopping and checkpoints.
///
/// The result depends on model, examples and settings alone: not on the threads, nor on being
/// interrupted and resumed.
package struct Trainer<Model: TrainableModel, Examples: TrainingExamples>: Sendable
where Model.Targets == Examples.Targets {
  package let model: Model
  package let examples: Examples
  package let settings: TrainingSettings
  /// Micro-batches computed at once.
  package let threads: Int
  package var checkpoint: CheckpointPolicy?

  /// Where and how often the state is saved.
  package struct CheckpointPolicy: Sendable, Equatable {
    package let path: String
    /// Besides after each epoch, after every so many batches.
    package let batchInterval: Int?
    /// Stands for what decides the result besides the settings: a state of another is refused.
    package let identity: String?

    package init(path: String, batchInterval: Int? = nil, identity: String? = nil) {
      self.path = path
      self.batchInterval = batchInterval
      self.identity = identity
    }
  }

  /// Epochs in a row with the same output for every example before training is given up.
  private static var collapsedEpochsAllowed: Int { 3 }

  package init(
    _ model: Model, on examples: Examples, _ settings: TrainingSettings, threads: Int,
    checkpoint: CheckpointPolicy? = nil
  ) {
    precondition(threads > 0, "\(threads) threads")
    precondition(
      settings.batchSize > 0 && settings.microBatchSize > 0,
      "batch size \(settings.batchSize), micro-batch size \(settings.microBatchSize)")
    precondition(examples.count > 0, "no examples")
    self.model = model
    self.examples = examples
    self.settings = settings
    self.threads = threads
    self.checkpoint = checkpoint
  }

  /// Trains from initial parameters, or goes on from a checkpoint's state.
  ///
  /// - Parameters:
  ///   - validate: judges parameters after each epoch; without it, the training loss does.
  ///   - report: told of every batch and epoch.
  /// - Throws: `trainingFailed` when a loss, gradient or metric is not finite, when no gradient
  ///   arrives; `outputCollapsed`; `cannotWriteModel` for the checkpoint.
  package func train(
    from start: TrainingState,
    validate: ((ParameterSet<Float>) async -> Validation)? = nil,
    report: (TrainingEvent) -> Void = { _ in }
  ) async throws(RecurrentCoreError) -> TrainingOutcome {
    FreedMemory.keep()
    var state = start
    while state.progress.epoch < settings.epochs, !state.progress.stopping.isExhausted {
      guard try await runEpoch(&state, report) else {
        try save(state)
        return outcome(state, .cancelled)
      }
      let validation = await validate?(state.usable)
      report(.epoch(try finishEpoch(&state, validation)))
      try save(state)
    }
    return outcome(state, state.progress.epoch < settings.epochs ? .stoppedEarly : .completed)
  }

  /// The state to train from: the checkpoint's, or the parameters given.
  ///
  /// - Parameter isResumed: whether to read the checkpoint, which must be there.
  /// - Throws: as `Checkpoint.read`.
  package func start(
    _ initial: @autoclosure () -> ParameterSet<Float>, isResumed: Bool
  ) throws(RecurrentCoreError) -> TrainingState {
    if isResumed, let checkpoint {
      return try Checkpoint.read(
        checkpoint.path, model.parameters, settings, exampleCount: examples.count,
        identity: checkpoint.identity)
    }
    return TrainingState(initial(), settings)
  }

  private var batchCount: Int {
    (examples.count + settings.batchSize - 1) / settings.batchSize
  }

  /// Runs the batches left of the present epoch.
  ///
  /// - Returns: false if the task was cancelled before the end.
  private func runEpoch(
    _ state: inout TrainingState, _ report: (TrainingEvent) -> Void
  ) async throws(RecurrentCoreError) -> Bool {
    let epoch = state.progress.epoch
    var generator = RandomGenerator(seed: settings.seed, stream: 1, UInt64(epoch))
    let order = examples.order(epoch: epoch, generator: &generator)
    precondition(order.count == examples.count, "\(order.count) of \(examples.count) examples")
    while state.progress.batch < batchCount {
      if Task.isCancelled { return false }
      let batch = state.progress.batch
      let start = batch * settings.batchSize
      let indices = order[start..<min(start + settings.batchSize, order.count)]
      report(.batch(try await runBatch(&state, indices)))
      if let interval = checkpoint?.batchInterval, (batch + 1).isMultiple(of: interval),
        batch + 1 < batchCount
      {
        try save(state)
      }
    }
    return true
  }

  private func runBatch(
    _ state: inout TrainingState, _ indices: ArraySlice<Int>
  ) async throws(RecurrentCoreError) -> BatchReport {
    let (epoch, batch) = (state.progress.epoch, state.progress.batch)
    var sum = await GradientSum.compute(
      model, examples, indices, microBatchSize: settings.microBatchSize,
      at: .init(seed: settings.seed, epoch: epoch, batch: batch), state.parameters,
      threads: threads)
    let (loss, weight) = (sum.loss.mean, sum.loss.weight)
    guard loss.isFinite else {
      throw .trainingFailed(epoch: epoch + 1, batch: batch + 1, problem: "the loss is \(loss)")
    }
    let norm = settings.clipping.apply(
      to: &sum.gradients, scale: weight > 0 ? 1 / weight : 0)
    guard norm.isFinite else {
      throw .trainingFailed(
        epoch: epoch + 1, batch: batch + 1, problem: "a gradient is not finite")
    }
    let rate = state.progress.learningRate.rate(
      step: state.progress.step, of: settings.epochs * batchCount, epoch: epoch)
    state.optimiser.update(
      &state.parameters, sum.gradients, rate: rate, isTrained: model.parameters.map(\.isTrained))
    state.parameters.absorb(sum.observations)
    state.average?.update(state.parameters, step: state.progress.step)
    state.progress.step += 1
    state.progress.batch += 1
    state.progress.lossSum += sum.loss.sum
    state.progress.weightSum += weight
    state.progress.largestNorm = max(state.progress.largestNorm, norm)
    return BatchReport(
      epoch: epoch, batch: batch, batches: batchCount, loss: loss, rate: rate, gradientNorm: norm)
  }

  /// Judges the epoch and moves on to the next.
  private func finishEpoch(
    _ state: inout TrainingState, _ validation: Validation?
  ) throws(RecurrentCoreError) -> EpochReport {
    var progress = state.progress
    func failure(_ problem: String) -> RecurrentCoreError {
      .trainingFailed(epoch: progress.epoch + 1, batch: progress.batch, problem: problem)
    }
    let loss = WeightedLoss(sum: progress.lossSum, weight: progress.weightSum).mean
    let validation = validation ?? Validation(metric: -loss)
    guard validation.metric.isFinite else {
      throw failure("the validation metric is \(validation.metric)")
    }
    guard validation.outputDeviation?.isFinite ?? true else {
      throw failure("an output for a validation example is not finite")
    }
    guard progress.largestNorm > 0 else {
      throw failure("no gradient reached the parameters in the whole epoch")
    }
    let isBest = progress.stopping.observe(validation.metric, epoch: progress.epoch)
    if isBest { state.best = state.usable }
    progress.learningRate.observe(validation.metric)
    let report = EpochReport(
      epoch: progress.epoch, trainingLoss: loss, validation: validation, isBest: isBest)
    progress.epochs.append(report)
    let recent = progress.epochs.suffix(Self.collapsedEpochsAllowed)
    if recent.count == Self.collapsedEpochsAllowed, recent.allSatisfy(\.validation.isCollapsed) {
      throw .outputCollapsed(epoch: progress.epoch + 1)
    }
    progress.epoch += 1
    (progress.batch, progress.lossSum, progress.weightSum, progress.largestNorm) = (0, 0, 0, 0)
    state.progress = progress
    return report
  }

  private func save(_ state: TrainingState) throws(RecurrentCoreError) {
    guard let checkpoint else { return }
    try Checkpoint.write(
      state, settings, exampleCount: examples.count, identity: checkpoint.identity,
      to: checkpoint.path)
  }

  private func outcome(
    _ state: TrainingState, _ ending: TrainingOutcome.Ending
  ) -> TrainingOutcome {
    TrainingOutcome(
      parameters: state.best ?? state.usable, bestEpoch: state.progress.stopping.bestEpoch,
      bestMetric: state.progress.stopping.best, epochs: state.progress.epochs, ending: ending)
  }
}
