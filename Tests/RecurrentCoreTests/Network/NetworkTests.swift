import Testing

@testable import RecurrentCore

@Suite struct NetworkTests {
  static let convolutional = """
    {"input": {"features": 4}, "layers": [
      {"type": "convolution", "outputs": 5, "taps": 3},
      {"type": "batch_normalisation"},
      {"type": "tanh"},
      {"type": "max_pooling", "size": 2, "padding": "same"},
      {"type": "residual", "layers": [
        {"type": "convolution", "outputs": 6, "taps": 2, "stride": 2},
        {"type": "layer_normalisation"}
      ]},
      {"type": "lstm", "hidden_size": 3, "direction": "bidirectional"},
      {"type": "global_pooling", "parts": ["attention", "ends"], "attention_size": 2},
      {"type": "dropout", "probability": 0.3},
      {"type": "dense", "outputs": 2}
    ]}
    """
  static let embedded = """
    {"input": {"tokens": 7}, "layers": [
      {"type": "embedding", "outputs": 3},
      {"type": "gru", "hidden_size": 4},
      {"type": "global_pooling", "parts": ["last", "mean"]},
      {"type": "dense", "outputs": 1}
    ]}
    """

  @Test func gradientsOfAWholeNetwork() throws {
    let network = try Network<Double>(NetworkArchitecture(json: Self.convolutional))
    expectGradients(
      of: network, .values(.random(time: 11, lengths: [11, 6, 3], features: 4)),
      ForwardContext(isTraining: true, generator: RandomGenerator(seed: 5)))
  }

  @Test func gradientsOfANetworkUponTokens() throws {
    let network = try Network<Double>(NetworkArchitecture(json: Self.embedded))
    let tokens = TokenBatch(sequences: [[0, 3, 6, 3, 1], [2, -1, 4], [5]])
    expectGradients(of: network, .tokens(tokens), ForwardContext())
  }

  @Test func resultOfASequenceDoesNotDependOnItsBatch() throws {
    let network = try Network<Float>(NetworkArchitecture(json: Self.convolutional))
    let parameters = network.initialParameters(seed: 3)
    let lengths = [23, 17, 9, 2, 1]
    let batch = SequenceBatch<Float>.random(time: 23, lengths: lengths, features: 4)
    let together = network.predict(.values(batch), parameters).values.elements
    for (index, length) in lengths.enumerated() {
      var values: [Float] = []
      for step in 0..<length {
        let start = (step * lengths.count + index) * 4
        values += batch.values.elements[start..<start + 4]
      }
      let alone = SequenceBatch<Float>(
        Tensor(.sequences(time: length, batch: 1, features: 4), values))
      let output = network.predict(.values(alone), parameters).values.elements
      for unit in 0..<2 { #expect(abs(output[unit] - together[index * 2 + unit]) < 1e-6) }
    }
  }

  @Test func piecesWithCarriedStatesEqualTheWhole() throws {
    let network = try Network<Double>(
      NetworkArchitecture(
        json: """
          {"input": {"features": 2}, "layers": [
            {"type": "lstm", "hidden_size": 3}, {"type": "gru", "hidden_size": 2},
            {"type": "dense", "outputs": 1}
          ]}
          """))
    let parameters = network.initialParameters(seed: 3)
    let input = SequenceBatch<Double>.random(time: 9, lengths: [9, 9], features: 2)
    let whole = network.predict(.values(input), parameters).values.elements
    var state = NetworkState<Double>()
    var context = ForwardContext()
    var pieces: [Double] = []
    for steps in [0..<4, 4..<5, 5..<9] {
      let values = Array(input.values.elements[steps.lowerBound * 4..<steps.upperBound * 4])
      let piece = SequenceBatch(Tensor([.time: steps.count, .batch: 2, .features: 2], values))
      pieces +=
        network.forward(.values(piece), parameters, &context, carrying: &state)
        .output.values.elements
    }
    #expect(zip(whole, pieces).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func emptyBatchesAndSequencesGiveNumbers() throws {
    let network = try Network<Float>(NetworkArchitecture(json: Self.convolutional))
    let parameters = network.initialParameters(seed: 1)
    for (time, lengths) in [(0, [0, 0]), (3, [0, 3]), (1, [1])] {
      let input = SequenceBatch<Float>.random(time: time, lengths: lengths, features: 4)
      var context = ForwardContext(isTraining: true)
      let (output, trace) = network.forward(.values(input), parameters, &context)
      #expect(output.values.elements.allSatisfy { $0.isFinite })
      var gradients = parameters.zeros
      network.backward(output.values, trace, parameters, &gradients)
      for tensor in gradients.tensors { #expect(tensor.elements.allSatisfy { $0.isFinite }) }
    }
  }

  @Test func receptiveFieldsCompose() throws {
    let network = try Network<Float>(
      NetworkArchitecture(
        json: """
          {"input": {"features": 4}, "layers": [
            {"type": "convolution", "outputs": 2, "taps": 5},
            {"type": "max_pooling", "size": 4},
            {"type": "convolution", "outputs": 2, "taps": 3, "dilation": 2}
          ]}
          """))
    // An output sees 4 pooled steps either side of its own; each of those, 4 steps and 2 around.
    #expect(network.receptiveField == ReceptiveField(stride: 4, before: 10, after: 13))
    #expect(network.outputSteps(101) == 25)
  }

  private func expectGradients(
    of network: Network<Double>, _ input: NetworkInput<Double>, _ context: ForwardContext
  ) {
    let parameters = network.initialParameters(seed: 4)
    var start = context
    let (output, trace) = network.forward(input, parameters, &start)
    let weights = output.randomValid(seed: 6)
    func loss(_ input: NetworkInput<Double>, _ parameters: ParameterSet<Double>) -> Double {
      var context = context
      let output = network.forward(input, parameters, &context).output.values.elements
      return zip(output, weights.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var gradients = parameters.zeros
    let inputGradient = network.backward(weights, trace, parameters, &gradients)
    var parametersOnly = parameters.zeros
    network.addParameterGradients(weights, trace, parameters, &parametersOnly)
    #expect(parametersOnly == gradients)
    for declaration in network.parameters where declaration.isTrained {
      let byParameter = GradientCheck.differences(
        of: { elements in
          var moved = parameters
          moved[declaration.name].elements = elements
          return loss(input, moved)
        }, at: parameters[declaration.name].elements)
      GradientCheck.expectEqual(
        gradients[declaration.name].elements, byParameter, tolerance: 1e-6, declaration.name,
        sourceLocation: #_sourceLocation)
    }
    guard case .values(let batch) = input else { return }
    let byInput = GradientCheck.differences(
      of: {
        loss(
          .values(SequenceBatch(Tensor(batch.values.shape, $0), lengths: batch.lengths)),
          parameters)
      }, at: batch.values.elements)
    GradientCheck.expectEqual(
      inputGradient.elements, zip(byInput, batch.validity).map { $1 ? $0 : 0 },
      tolerance: 1e-6, "input", sourceLocation: #_sourceLocation)
  }
}
