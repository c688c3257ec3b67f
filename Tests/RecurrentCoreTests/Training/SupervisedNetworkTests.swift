import Testing

@testable import RecurrentCore

@Suite struct SupervisedNetworkTests {
  /// Whether token 3 stands before token 1: order matters, so only a network with a memory can tell.
  private struct OrderExamples: TrainingExamples {
    let count = 128

    func microBatch(
      _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
    ) -> MicroBatch<LossTargets<Float>> {
      let examples = indices.map(example)
      return MicroBatch(
        inputs: .tokens(TokenBatch(sequences: examples.map(\.tokens))),
        targets: .values(examples.map { $0.label ? 1 : 0 }))
    }

    func example(_ index: Int) -> (tokens: [Int32], label: Bool) {
      var generator = RandomGenerator(seed: 21, stream: UInt64(index))
      var tokens = (0..<4 + index % 3).map { _ in generator.uniform() < 0.5 ? Int32(0) : 2 }
      let label = index.isMultiple(of: 2)
      let first = Int(generator.uniform() * Double(tokens.count - 1))
      tokens[first] = label ? 3 : 1
      tokens[tokens.count - 1] = label ? 1 : 3
      return (tokens, label)
    }
  }

  private let examples = OrderExamples()
  private let network: Network<Float>

  init() throws {
    network = try Network(
      NetworkArchitecture(
        json: #"{"input":{"tokens":4},"layers":[{"type":"embedding","outputs":4},"#
          + #"{"type":"gru","hidden_size":8,"output":"last"},{"type":"dense","outputs":1}]}"#))
  }

  @Test func recurrentNetworkLearnsAnOrderTheSameOnAnyThreads() async throws {
    var settings = TrainingSettings.test()
    settings.learningRate = 0.03
    settings.epochs = 12
    settings.batchSize = 16
    settings.microBatchSize = 4
    let outcomes = try await [1, 2].asyncMap { threads in
      try await Trainer(
        SupervisedNetwork(network, .sigmoidCrossEntropy()), on: examples, settings,
        threads: threads
      ).train(
        from: TrainingState(network.initialParameters(seed: 2), settings), validate: validate)
    }
    #expect(outcomes[0] == outcomes[1])
    let best = try #require(outcomes[0].bestMetric)
    #expect(best > 0.99, "\(outcomes[0].epochs.map(\.validation.metric))")
  }

  /// The area under the curve over examples that are not trained on.
  private func validate(_ parameters: ParameterSet<Float>) -> Validation {
    let held = (1000..<1100).map(examples.example)
    let output = network.predict(
      .tokens(TokenBatch(sequences: held.map(\.tokens))), parameters)
    let ranking = ScoreRanking(
      scores: output.values.elements.map(Double.init), labels: held.map(\.label))
    return Validation(metric: ranking.auROC() ?? .nan)
  }
}
