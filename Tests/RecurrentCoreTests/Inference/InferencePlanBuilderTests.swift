import Testing

@testable import RecurrentCore

/// Compiled networks against the networks' own forward pass.
@Suite struct InferencePlanBuilderTests {
  @Test(arguments: InstructionSet.supported, cells)
  func recurrentNetworksAgreeWithTheirForwardPass(
    _ isa: InstructionSet, _ cell: RecurrentConfiguration.Cell
  ) throws {
    for direction in directions {
      for output in [RecurrentConfiguration.Output.all, .last] {
        var recurrent = RecurrentConfiguration(cell: cell, inputFeatures: 4, hiddenSize: 5)
        recurrent.direction = direction
        recurrent.output = output
        recurrent.layers = 2
        try expectAgreement(
          [.recurrent(recurrent), .dense(DenseConfiguration(outputs: 3))], isa)
      }
    }
  }

  @Test(arguments: InstructionSet.supported, WindowGeometry.Padding.all)
  func convolutionalNetworksAgreeWithTheirForwardPass(
    _ isa: InstructionSet, _ padding: WindowGeometry.Padding
  ) throws {
    for poolPadding in WindowGeometry.Padding.all {
      for dilation in [1, 2] {
        try expectAgreement(
          [
            .convolution(
              ConvolutionConfiguration(
                outputs: 9, taps: 6, dilation: dilation, padding: padding)),
            .activation(.relu),
            .maxPooling(PoolingConfiguration(size: 4, stride: 3, padding: poolPadding)),
            .convolution(
              ConvolutionConfiguration(
                outputs: 5, taps: 3, stride: 2, padding: padding, bias: false)
            ),
            .maxPooling(PoolingConfiguration(size: 2, stride: 1, padding: poolPadding)),
            .activation(.tanh),
            .recurrent(lastOfBothWays()),
            .dense(DenseConfiguration(outputs: 7)),
            .activation(.sigmoid),
            .dense(DenseConfiguration(outputs: 1, bias: false)),
          ], isa)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func poolingHeadsAndNormalisationAgreeWithTheirForwardPass(_ isa: InstructionSet) throws {
    let network = """
      {"input": {"features": 4}, "layers": [
        {"type": "convolution", "outputs": 10, "taps": 7},
        {"type": "batch_normalisation"}, {"type": "relu"},
        {"type": "max_pooling", "size": 3},
        {"type": "lstm", "hidden_size": 5, "direction": "bidirectional", "input_dropout": 0.2},
        {"type": "global_pooling", "parts": ["max", "ends", "mean", "last"]},
        {"type": "dropout", "probability": 0.2},
        {"type": "dense", "outputs": 6}, {"type": "batch_normalisation"}, {"type": "tanh"},
        {"type": "dense", "outputs": 1}]}
      """
    try expectAgreement(try NetworkArchitecture(json: network).layers, isa)
  }

  @Test(arguments: InstructionSet.supported)
  func aFactorOfTheInputIsTakenIn(_ isa: InstructionSet) throws {
    for first in [
      #"{"type": "gru", "hidden_size": 5, "layers": 2}"#,
      #"{"type": "convolution", "outputs": 5, "taps": 3}, {"type": "relu"}"#,
    ] {
      let network = """
        {"input": {"features": 4}, "layers": [{"type": "scale", "factor": 3}, \(first),
          {"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 3}]}
        """
      try expectAgreement(try NetworkArchitecture(json: network).layers, isa)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func tiedNetworksAgreeWithTheirForwardPass(_ isa: InstructionSet) throws {
    let network = """
      {"input": {"features": 4}, "layers": [
        {"type": "lstm", "hidden_size": 5, "direction": "reverse_complement", "layers": 2},
        {"type": "global_pooling", "parts": ["max"]}, {"type": "mirror_mean"},
        {"type": "dense", "outputs": 3}]}
      """
    try expectAgreement(try NetworkArchitecture(json: network).layers, isa)
  }

  @Test func valuesAreReadLikeLetters() throws {
    let architecture = NetworkArchitecture(
      input: .features(3),
      layers: [
        .convolution(ConvolutionConfiguration(outputs: 8, taps: 5)), .activation(.relu),
        .recurrent(lastOfBothWays()), .dense(DenseConfiguration(outputs: 2)),
      ])
    let network = try Network<Float>(architecture)
    let parameters = network.initialParameters(seed: 4)
    let plan = try #require(InferencePlan(network, parameters, readsLetters: false))
    var generator = RandomGenerator(seed: 5)
    let values = numbers(20 * 30 * 3, 1, &generator)
    var output: [Float] = []
    plan.run(values, batch: 30, length: 20, InferenceWorkspace(), into: &output)
    let batch = SequenceBatch(Tensor(.sequences(time: 20, batch: 30, features: 3), values))
    let expected = network.predict(.values(batch), parameters).values.elements
    #expect(largestDifference(output, expected.map(Double.init)) < 1e-5)
  }

  @Test func networkWithoutLaneKernelsGivesNoPlan() throws {
    var leaky = RecurrentConfiguration(cell: .lstm(.tanh), inputFeatures: 4, hiddenSize: 3)
    leaky.leak = .fixed(0.5)
    let unsupported: [LayerConfiguration] = [
      .recurrent(leaky),
      .recurrent(RecurrentConfiguration(cell: .lstm(.sigmoid), inputFeatures: 4, hiddenSize: 3)),
      .activation(.gelu), .globalPooling(GlobalPoolingConfiguration([.max])),
      .meanPooling(PoolingConfiguration(size: 2)),
    ]
    for layer in unsupported {
      let network = try Network<Float>(
        NetworkArchitecture(input: .features(4), layers: [layer]))
      let parameters = network.initialParameters(seed: 1)
      #expect(InferencePlan(network, parameters, readsLetters: true) == nil)
    }
  }

  private static let cells: [RecurrentConfiguration.Cell] = [
    .lstm(.tanh), .gru(.afterProduct), .gru(.beforeProduct), .plain(.tanh), .plain(.rectifier),
  ]
  private let directions: [RecurrentConfiguration.Direction] = [
    .forward, .bidirectional, .reverseComplement,
  ]

  private func lastOfBothWays() -> RecurrentConfiguration {
    var recurrent = RecurrentConfiguration(cell: .lstm(.tanh), inputFeatures: 0, hiddenSize: 6)
    recurrent.direction = .bidirectional
    recurrent.output = .last
    return recurrent
  }

  /// Random parameters, biases included, and random windows with ambiguous letters.
  private func expectAgreement(_ layers: [LayerConfiguration], _ isa: InstructionSet) throws {
    let network = try Network<Float>(NetworkArchitecture(input: .features(4), layers: layers))
    var generator = RandomGenerator(seed: 3)
    var parameters = network.initialParameters(seed: 2)
    for index in parameters.tensors.indices {
      let noise = numbers(parameters.tensors[index].elements.count, 0.3, &generator)
      let isVariance = parameters.names[index].hasSuffix("running_var")
      for (place, value) in noise.enumerated() {
        parameters.tensors[index].elements[place] += isVariance ? abs(value) : value
      }
    }
    let plan = try #require(
      InferencePlan(network, parameters, readsLetters: true, instructionSet: isa))
    let codes: [UInt8] = (0..<200).map { _ in UInt8(generator.next() % 6) }
    let offsets = (0..<27).map { $0 * 5 }
    let length = 37
    var output: [Float] = []
    plan.run(codes, windowsAt: offsets, length: length, InferenceWorkspace(), into: &output)
    let inputs = (0..<length).flatMap { step in
      offsets.flatMap { oneHot(codes[$0 + step]).map { Float($0) } }
    }
    let batch = SequenceBatch(
      Tensor(.sequences(time: length, batch: offsets.count, features: 4), inputs))
    let expected = network.predict(.values(batch), parameters).values
    let (steps, features) = plan.outputShape(length: length)
    #expect(
      expected.shape == .sequences(time: steps, batch: offsets.count, features: features))
    let sorted = offsets.indices.flatMap { sequence in
      (0..<steps).flatMap { step in
        (0..<features).map {
          Double(expected.elements[(step * offsets.count + sequence) * features + $0])
        }
      }
    }
    let largest = sorted.map(abs).max() ?? 0
    #expect(largestDifference(output, sorted) < 1e-5 * max(1, largest))
  }
}

extension WindowGeometry.Padding {
  fileprivate static let all: [WindowGeometry.Padding] = [.same, .valid, .causal]
}
