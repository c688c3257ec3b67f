internal import RecurrentCore

/// Electrocardiograms through seven convolutions, window by window.
///
/// D: the forward pass. ED: training steps of 16 records with Adam. A record is 34 windows of 512
/// samples.
struct RhythmWorkload: Workload {
  static let names = ["D", "ED"]
  private static let windows = 34
  private static let samples = 512
  private static let channels = [1, 8, 16, 32, 64, 128, 256, 512]
  /// Records that pass through the network together.
  private static let recordsTogether = 4

  let name: String
  let unit = "records"
  let operationsPerUnit: Double
  private let isTraining: Bool
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  private let records: NetworkInput<Float>

  init?(_ name: String) {
    guard Self.names.contains(name) else { return nil }
    let layers = Self.channels.dropFirst().map {
      """
      {"type": "convolution", "outputs": \($0), "taps": 5}, {"type": "relu"}, \
      {"type": "max_pooling", "size": 2}
      """
    }
    let json = """
      {"input": {"features": 1}, "layers": [\(layers.joined(separator: ", ")), \
      {"type": "global_pooling", "parts": ["mean"]}, {"type": "dense", "outputs": 4}]}
      """
    guard let architecture = try? NetworkArchitecture(json: json),
      let network = try? Network<Float>(architecture)
    else { return nil }
    self.name = name
    self.network = network
    isTraining = name == "ED"
    parameters = network.initialParameters(seed: 1)
    var generator = RandomGenerator(seed: 2)
    let batch = Self.recordsTogether * Self.windows
    let values = (0..<Self.samples * batch).map { _ in Float(generator.uniform() * 2 - 1) }
    records = .values(
      SequenceBatch(
        Tensor(.sequences(time: Self.samples, batch: batch, features: 1), values)))
    let forward = zip(Self.channels, Self.channels.dropFirst()).enumerated().map {
      Double(10 * $1.0 * $1.1 * (Self.samples >> $0))
    }
    let operations = Double(Self.windows) * (forward.reduce(0, +))
    operationsPerUnit = isTraining ? 3 * operations : operations
  }

  func rate(threads: Int, for duration: Duration) async -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var records = 0
    while records == 0 || clock.now - start < duration {
      records += isTraining ? await trainOneStep(threads: threads) : await predict(threads: threads)
    }
    return Double(records) / ((clock.now - start) / .seconds(1))
  }

  private func predict(threads: Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<threads {
        group.addTask {
          _ = network.predict(records, parameters)
          return Self.recordsTogether
        }
      }
      return await group.reduce(0, +)
    }
  }

  private func trainOneStep(threads: Int) async -> Int {
    let examples = RepeatedRecords(inputs: records)
    var settings = TrainingSettings()
    settings.epochs = 1
    settings.batchSize = examples.count
    settings.microBatchSize = Self.recordsTogether * Self.windows
    let trainer = Trainer(
      SupervisedNetwork(network, .softmaxCrossEntropy()), on: examples, settings, threads: threads)
    _ = try? await trainer.train(from: TrainingState(parameters, settings))
    return 16
  }

  /// The same windows again and again, their classes in turn.
  private struct RepeatedRecords: TrainingExamples {
    let inputs: NetworkInput<Float>

    var count: Int { 16 * RhythmWorkload.windows }

    func microBatch(
      _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
    ) -> MicroBatch<LossTargets<Float>> {
      MicroBatch(inputs: inputs, targets: .classes(indices.map { Int32($0 % 4) }))
    }
  }
}
