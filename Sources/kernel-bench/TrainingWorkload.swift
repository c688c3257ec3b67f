internal import RecurrentCore

/// EA: training steps of 256 windows of 101 one-hot bases with Adam, through a bidirectional LSTM of
/// 64 units whose last states give one probability.
struct TrainingWorkload: Workload {
  static let names = ["EA"]
  private static let length = 101
  private static let windows = 256
  /// Windows whose gradients are computed together.
  private static let windowsTogether = 64

  let name = "EA"
  let unit = "windows"
  /// Forward once, backward twice.
  let operationsPerUnit = 3 * Double(length * 2 * 8 * 64 * 68)
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  private let examples: RepeatedWindows

  /// - Returns: nil if there is no workload of that name.
  init?(_ name: String) {
    let json = """
      {"input": {"features": 4}, "layers": [
        {"type": "lstm", "hidden_size": 64, "direction": "bidirectional", "output": "last"},
        {"type": "dense", "outputs": 1}]}
      """
    guard name == "EA", let architecture = try? NetworkArchitecture(json: json),
      let network = try? Network<Float>(architecture)
    else { return nil }
    self.network = network
    parameters = network.initialParameters(seed: 1)
    var generator = RandomGenerator(seed: 2)
    var values = [Float](repeating: 0, count: Self.length * Self.windowsTogether * 4)
    for place in stride(from: 0, to: values.count, by: 4) {
      values[place + Int(generator.next() % 4)] = 1
    }
    let batch = SequenceBatch(
      Tensor(
        .sequences(time: Self.length, batch: Self.windowsTogether, features: 4), values))
    examples = RepeatedWindows(count: Self.windows, inputs: .values(batch))
  }

  func rate(threads: Int, for duration: Duration) async -> Double {
    var settings = TrainingSettings()
    settings.epochs = 1
    settings.batchSize = Self.windows
    settings.microBatchSize = Self.windowsTogether
    let trainer = Trainer(
      SupervisedNetwork(network, .sigmoidCrossEntropy()), on: examples, settings, threads: threads)
    let clock = ContinuousClock()
    let start = clock.now
    var windows = 0
    while windows == 0 || clock.now - start < duration {
      _ = try? await trainer.train(from: TrainingState(parameters, settings))
      windows += Self.windows
    }
    return Double(windows) / ((clock.now - start) / .seconds(1))
  }

  /// The same windows again and again, their targets in turn.
  private struct RepeatedWindows: TrainingExamples {
    let count: Int
    let inputs: NetworkInput<Float>

    func microBatch(
      _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
    ) -> MicroBatch<LossTargets<Float>> {
      MicroBatch(inputs: inputs, targets: .values(indices.map { Float($0 % 2) }))
    }
  }
}
