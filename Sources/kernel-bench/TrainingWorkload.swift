internal import RecurrentCore

/// Training steps with Adam, by the engine of `bioseq train` and `ecg train`.
///
/// EA: 256 windows of 101 one-hot bases through a bidirectional LSTM of 64 units, whose last states
/// give one probability. ED: 16 electrocardiograms through the network of workload D.
struct TrainingWorkload: Workload {
  static let names = ["EA", "ED"]

  let name: String
  let unit: String
  let operationsPerUnit: Double
  private let model: SupervisedNetwork
  private let parameters: ParameterSet<Float>
  private let examples: RepeatedExamples
  private let settings: TrainingSettings

  /// - Returns: nil if there is no workload of that name.
  init?(_ name: String, isSmall: Bool) {
    let json: String
    switch name {
    case "EA":
      json = Self.windowNetwork
      unit = "windows"
      operationsPerUnit = 3 * Double(Self.length * 2 * 8 * 64 * 68)
      let together = isSmall ? 16 : 32
      examples = RepeatedExamples(
        count: isSmall ? together : 256, together: together, inputs: Self.windows(together),
        classes: nil)
    case "ED":
      json = RhythmNetwork.json
      unit = "records"
      operationsPerUnit = 3 * RhythmNetwork.operations
      let together = isSmall ? 1 : 4
      examples = RepeatedExamples(
        count: isSmall ? together : 16, together: together,
        inputs: RhythmNetwork.records(together), classes: 4)
    default: return nil
    }
    guard let architecture = try? NetworkArchitecture(json: json),
      let network = try? Network<Float>(architecture)
    else { return nil }
    self.name = name
    model = SupervisedNetwork(
      network, examples.classes == nil ? .sigmoidCrossEntropy() : .softmaxCrossEntropy())
    parameters = network.initialParameters(seed: 1)
    var settings = TrainingSettings()
    settings.epochs = 1
    settings.batchSize = examples.count
    settings.microBatchSize = examples.together
    self.settings = settings
  }

  func rate(threads: Int, for duration: Duration) async -> Double {
    let trainer = Trainer(model, on: examples, settings, threads: threads)
    let clock = ContinuousClock()
    let start = clock.now
    var trained = 0
    while trained == 0 || clock.now - start < duration {
      _ = try? await trainer.train(from: TrainingState(parameters, settings))
      trained += examples.count
    }
    return Double(trained) / ((clock.now - start) / .seconds(1))
  }

  private static let length = 101
  private static let windowNetwork = """
    {"input": {"features": 4}, "layers": [
      {"type": "lstm", "hidden_size": 64, "direction": "bidirectional", "output": "last"},
      {"type": "dense", "outputs": 1}]}
    """

  /// Random bases.
  private static func windows(_ count: Int) -> NetworkInput<Float> {
    var generator = RandomGenerator(seed: 2)
    var values = [Float](repeating: 0, count: length * count * 4)
    for place in stride(from: 0, to: values.count, by: 4) {
      values[place + Int(generator.next() % 4)] = 1
    }
    return .values(
      SequenceBatch(Tensor(.sequences(time: length, batch: count, features: 4), values)))
  }

  /// The same examples again and again, their targets in turn.
  private struct RepeatedExamples: TrainingExamples {
    let count: Int
    /// Examples whose gradients are computed together.
    let together: Int
    let inputs: NetworkInput<Float>
    /// Classes; nil for one probability.
    let classes: Int?

    func microBatch(
      _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
    ) -> MicroBatch<LossTargets<Float>> {
      guard let classes else {
        return MicroBatch(inputs: inputs, targets: .values(indices.map { Float($0 % 2) }))
      }
      return MicroBatch(inputs: inputs, targets: .classes(indices.map { Int32($0 % classes) }))
    }
  }
}
