import TestSupport
import Testing

@testable import RecurrentCore

@Suite struct TrainerTests {
  private let model = LinearModel(inputs: 5, noise: 0.1)
  private let examples = LinearExamples(count: 107, inputs: 5)

  @Test(arguments: [
    OptimisationMethod.sgd(momentum: 0.5), .adam(), .adamW(weightDecay: 1e-4),
  ])
  func learnsAPlane(_ method: OptimisationMethod) async throws {
    let settings = TrainingSettings.test {
      $0.epochs = 60
      $0.learningRate = 0.1
      $0.method = method
      $0.patience = 60
      $0.schedule = .cosine()
    }
    let exact = LinearModel(inputs: 5)
    let outcome = try await Trainer(exact, on: examples, settings, threads: 2)
      .train(from: TrainingState(exact.initialParameters, settings))
    let weights = outcome.parameters["weight"].elements
    #expect(zip(weights, 1...5).allSatisfy { abs($0 - Float($1)) < 0.02 }, "\(weights)")
    #expect(outcome.ending == .completed && outcome.epochs.count == 60)
  }

  @Test func threadsDoNotChangeABit() async throws {
    let settings = TrainingSettings.test { $0.averageDecay = 0.9 }
    let outcomes = try await [1, 2, 7].asyncMap { threads in
      try await trainer(settings, threads: threads).train(from: start(settings))
    }
    #expect(outcomes[0] == outcomes[1] && outcomes[0] == outcomes[2])
    let other = TrainingSettings.test {
      $0.averageDecay = 0.9
      $0.seed = 12
    }
    #expect(try await trainer(other).train(from: start(other)) != outcomes[0])
  }

  @Test func microBatchesChangeNoMoreThanRounding() async throws {
    let exact = LinearModel(inputs: 5)
    let outcomes = try await [1, 20].asyncMap { size in
      let settings = TrainingSettings.test { $0.microBatchSize = size }
      return try await Trainer(exact, on: examples, settings, threads: 1)
        .train(from: TrainingState(exact.initialParameters, settings))
    }
    for (first, second) in zip(
      outcomes[0].parameters["weight"].elements, outcomes[1].parameters["weight"].elements)
    {
      #expect(abs(first - second) < 1e-4)
    }
  }

  @Test func resumedTrainingEndsAsIfNeverInterrupted() async throws {
    let folder = try TemporaryFolder()
    for interval in [nil, 2] {
      let path = folder.file("run.checkpoint")
      let settings = TrainingSettings.test {
        $0.schedule = .plateau(patience: 0)
        $0.averageDecay = 0.95
      }
      let policy = CheckpointPolicy(path: path, batchInterval: interval)
      let whole = try await trainer(settings, policy).train(
        from: start(settings), validate: validate)
      // The task ends inside the fourth epoch, when batch 4 of 6 has been reported.
      let task = Task {
        try await trainer(settings, policy).train(from: start(settings), validate: validate) {
          if case .batch(let report) = $0, report.epoch == 3, report.batch == 3 {
            withUnsafeCurrentTask { $0?.cancel() }
          }
        }
      }
      #expect(try await task.value.ending == .cancelled)
      let state = try Checkpoint.read(
        path, model.parameters, settings, exampleCount: examples.count)
      #expect(state.progress.epoch == 3 && state.progress.batch == 4)
      let resumed = try await trainer(settings, policy, threads: 2).train(
        from: state, validate: validate)
      #expect(resumed == whole)
      #expect(resumed.epochs.count == 6)
    }
  }

  @Test func checkpointOfAnEndedRunGivesItsOutcomeAgain() async throws {
    let folder = try TemporaryFolder()
    let settings = TrainingSettings.test()
    let policy = CheckpointPolicy(path: folder.file("c"))
    let outcome = try await trainer(settings, policy).train(from: start(settings))
    let state = try Checkpoint.read(
      policy.path, model.parameters, settings, exampleCount: examples.count)
    #expect(try await trainer(settings).train(from: state) == outcome)
    #expect(try folder.names() == ["c"])
  }

  @Test func checkpointsOfOtherRunsAreRefused() async throws {
    let folder = try TemporaryFolder()
    let settings = TrainingSettings.test()
    let path = folder.file("c")
    try Checkpoint.write(start(settings), settings, exampleCount: 107, to: path)
    let other = TrainingSettings.test { $0.batchSize = 21 }
    #expect(
      throws: RecurrentCoreError.checkpointMismatch(path: path, problem: "another batch size")
    ) { try Checkpoint.read(path, model.parameters, other, exampleCount: 107) }
    #expect(throws: RecurrentCoreError.self) {
      try Checkpoint.read(path, model.parameters, settings, exampleCount: 106)
    }
    #expect(throws: RecurrentCoreError.self) {
      try Checkpoint.read(
        path, LinearModel(inputs: 4).parameters, settings, exampleCount: 107)
    }
    try SafetensorsFile().write(to: path)
    #expect(throws: RecurrentCoreError.self) {
      try Checkpoint.read(path, model.parameters, settings, exampleCount: 107)
    }
  }

  @Test func stopsEarlyAndKeepsTheBestEpoch() async throws {
    let settings = TrainingSettings.test {
      $0.epochs = 50
      $0.patience = 2
    }
    let metrics = [0.1, 0.5, 0.3, 0.4]
    let seen = Recorder()
    let outcome = try await trainer(settings).train(
      from: start(settings),
      validate: {
        await seen.append($0)
        return Validation(metric: metrics[await seen.count - 1])
      })
    #expect(outcome.ending == .stoppedEarly)
    #expect(outcome.epochs.map(\.validation.metric) == metrics)
    #expect(outcome.epochs.map(\.isBest) == [true, true, false, false])
    #expect(outcome.bestEpoch == 1 && outcome.bestMetric == 0.5)
    #expect(outcome.parameters == (await seen.all)[1])
  }

  @Test func numbersThatAreNotFiniteEndTraining() async throws {
    let broken = LinearModel(inputs: 5, factor: .infinity)
    await #expect(throws: RecurrentCoreError.self) {
      try await Trainer(broken, on: examples, .test(), threads: 1).train(
        from: start(.test()))
    }
    let error = await #expect(throws: RecurrentCoreError.self) {
      try await trainer(.test()).train(
        from: start(.test()), validate: { _ in Validation(metric: .nan) })
    }
    #expect(error?.description.contains("epoch 1") == true)
  }

  @Test func collapseIsReported() async throws {
    let silent = LinearModel(inputs: 5, factor: 0)
    let error = await #expect(throws: RecurrentCoreError.self) {
      try await Trainer(silent, on: examples, .test(), threads: 1).train(from: start(.test()))
    }
    #expect(error?.description.contains("no gradient") == true)
    let alike = await #expect(throws: RecurrentCoreError.self) {
      try await trainer(.test()).train(
        from: start(.test()), validate: { _ in Validation(metric: 0.5, outputDeviation: 0) })
    }
    #expect(alike?.description.contains("epoch 3") == true)
  }

  @Test func permutationHoldsEveryNumberOnceAndChangesWithTheStream() {
    for count in [0, 1, 2, 100] {
      var generator = RandomGenerator(seed: 4)
      let first = generator.permutation(of: count)
      #expect(first.sorted() == Array(0..<count))
      #expect(count < 3 || generator.permutation(of: count) != first)
    }
  }

  private typealias CheckpointPolicy = Trainer<LinearModel, LinearExamples>.CheckpointPolicy

  private func trainer(
    _ settings: TrainingSettings, _ checkpoint: CheckpointPolicy? = nil, threads: Int = 1
  ) -> Trainer<LinearModel, LinearExamples> {
    Trainer(model, on: examples, settings, threads: threads, checkpoint: checkpoint)
  }

  private func start(_ settings: TrainingSettings) -> TrainingState {
    TrainingState(model.initialParameters, settings)
  }

  /// Gets worse after a few epochs, so that schedules and the best epoch have something to do.
  private func validate(_ parameters: ParameterSet<Float>) -> Validation {
    let distance = abs(parameters["weight"].elements[0] - 0.4)
    return Validation(metric: -Double(distance), outputDeviation: 1)
  }
}

private actor Recorder {
  var all: [ParameterSet<Float>] = []
  var count: Int { all.count }
  func append(_ parameters: ParameterSet<Float>) { all.append(parameters) }
}
