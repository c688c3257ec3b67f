import Testing

@testable import RecurrentCore

@Suite struct NetworkArchitectureTests {
  @Test func descriptionWithDefaultsIsRead() throws {
    let architecture = try NetworkArchitecture(
      json: """
        {"input": {"features": 4}, "layers": [
          {"type": "convolution", "outputs": 8, "taps": 5},
          {"type": "relu"},
          {"type": "max_pooling", "size": 3},
          {"type": "lstm", "hidden_size": 6, "direction": "bidirectional", "output": "last"},
          {"type": "dense", "outputs": 1}
        ]}
        """)
    #expect(architecture.input == .features(4))
    #expect(architecture.layers.count == 5)
    #expect(architecture.layers[0] == .convolution(ConvolutionConfiguration(outputs: 8, taps: 5)))
    #expect(architecture.layers[2] == .maxPooling(PoolingConfiguration(size: 3, stride: 3)))
    let network = try Network<Float>(architecture)
    #expect(
      network.parameters.map(\.name) == [
        "layers.0.weight", "layers.0.bias",
        "layers.3.weight_ih_l0", "layers.3.weight_hh_l0",
        "layers.3.bias_ih_l0", "layers.3.bias_hh_l0",
        "layers.3.weight_ih_l0_reverse", "layers.3.weight_hh_l0_reverse",
        "layers.3.bias_ih_l0_reverse", "layers.3.bias_hh_l0_reverse",
        "layers.4.weight", "layers.4.bias",
      ])
    #expect(network.outputFeatures == 1)
  }

  @Test func everyKindOfLayerSurvivesARoundTrip() throws {
    for layers in Self.examples {
      let architecture = NetworkArchitecture(input: .features(4), layers: layers)
      #expect(try NetworkArchitecture(json: architecture.json()) == architecture)
      #expect(try NetworkArchitecture(json: architecture.json(indented: true)) == architecture)
    }
  }

  @Test(arguments: [
    (#"{"#, "architecture"),
    (#"[]"#, "architecture"),
    (#"{"layers": []}"#, "input"),
    (#"{"input": {"features": 4}, "layers": []}"#, "layers"),
    (#"{"input": {"features": 0}, "layers": [{"type": "relu"}]}"#, "input.features"),
    (#"{"input": {"features": 4.5}, "layers": [{"type": "relu"}]}"#, "input.features"),
    (#"{"input": {"features": 4, "tokens": 3}, "layers": []}"#, "input.features"),
    (#"{"input": {"features": 4}, "layers": [{"type": "rellu"}]}"#, "layers[0].type"),
    (#"{"input": {"features": 4}, "layers": [{"typ": "relu"}]}"#, "layers[0].type"),
    (#"{"input": {"features": 4}, "layers": [{"type": "relu", "a": 1}]}"#, "layers[0].a"),
    (#"{"input": {"features": 4}, "layers": [{"type": "dense"}]}"#, "layers[0].outputs"),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "dense", "outputs": -1}]}"#,
      "layers[0].outputs"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "dense", "outputs": 9223372036854775807}]}"#,
      "layers[0].outputs"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "dense", "outputs": 1e30}]}"#,
      "layers[0].outputs"
    ),
    (
      #"{"input": {"features": 16384}, "layers": [{"type": "convolution", "outputs": 16384, "taps": 16384}]}"#,
      "layers[0]"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "convolution", "outputs": 4, "taps": 3, "dilation": 99999999}]}"#,
      "layers[0].dilation"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "convolution", "outputs": 4, "taps": 3, "stride": 0}]}"#,
      "layers[0].stride"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "lstm", "hidden_size": 8, "direction": "up"}]}"#,
      "layers[0].direction"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "gru", "hidden_size": 8, "layers": 100000}]}"#,
      "layers[0].layers"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "gru", "hidden_size": 8, "leak": 2}]}"#,
      "layers[0].leak"
    ),
    (
      #"{"input": {"features": 3}, "layers": [{"type": "global_pooling", "parts": ["ends"]}]}"#,
      "layers[0].parts"
    ),
    (
      #"{"input": {"features": 3}, "layers": [{"type": "global_pooling", "parts": []}]}"#,
      "layers[0].parts"
    ),
    (
      #"{"input": {"features": 3}, "layers": [{"type": "global_pooling", "parts": ["best"]}]}"#,
      "layers[0].parts[0]"
    ),
    (
      #"{"input": {"features": 3}, "layers": [{"type": "dropout", "probability": 1}]}"#,
      "layers[0].probability"
    ),
    (#"{"input": {"tokens": 3}, "layers": [{"type": "relu"}]}"#, "layers[0].type"),
    (
      #"{"input": {"features": 3}, "layers": [{"type": "embedding", "outputs": 3}]}"#,
      "layers[0].type"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "residual", "layers": [{"type": "dense", "outputs": 0}]}]}"#,
      "layers[0].layers[0].outputs"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "mean_of", "members": [{"layers": [{"type": "relu"}]}, {"layers": [{"type": "dense", "outputs": 3}]}]}]}"#,
      "layers[0].members"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "mean_of", "members": [{"layers": [{"type": "scale", "factor": 0}]}]}]}"#,
      "layers[0].members[0].layers[0].factor"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "windows", "length": 8, "layers": [{"type": "relu"}]}]}"#,
      "layers[0].layers"
    ),
    (
      #"{"input": {"features": 4}, "layers": [{"type": "residual", "layers": [{"type": "max_pooling", "size": 2}]}]}"#,
      "layers[0].layers"
    ),
    (
      #"{"input": {"features": 4}, "layers": ["#
        + Array(repeating: #"{"type": "max_pooling", "size": 16384}"#, count: 6)
        .joined(separator: ",") + "]}",
      "layers[1].stride"
    ),
    (
      #"{"input": {"features": 4}, "layers": ["#
        + String(repeating: #"{"type": "residual", "layers": ["#, count: 100)
        + String(repeating: "]}", count: 100) + "]}",
      "layers[0].layers[0]..."
    ),
  ])
  func wrongDescriptionsNameTheFieldAtFault(json: String, field: String) {
    let error = #expect(throws: RecurrentCoreError.self) {
      _ = try Network<Float>(NetworkArchitecture(json: json))
    }
    guard case .invalidArchitecture(let found, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == field)
  }

  static let examples: [[LayerConfiguration]] = [
    [.dense(DenseConfiguration(outputs: 3, bias: false))],
    [
      .convolution(
        ConvolutionConfiguration(
          outputs: 2, taps: 4, stride: 3, dilation: 2, padding: .causal, bias: false))
    ],
    [.activation(.relu), .activation(.leakyRelu(slope: 0.25)), .activation(.tanh)],
    [.activation(.sigmoid), .activation(.gelu)],
    [.maxPooling(PoolingConfiguration(size: 4, stride: 2, padding: .same))],
    [.meanPooling(PoolingConfiguration(size: 2))],
    [.recurrent(RecurrentConfiguration(cell: .lstm(.sigmoid), inputFeatures: 0, hiddenSize: 5))],
    [.recurrent(fullRecurrent)],
    [.globalPooling(GlobalPoolingConfiguration([.max, .attention], attentionSize: 8))],
    [.globalPooling(GlobalPoolingConfiguration([.last, .ends, .mean]))],
    [.dropout(DropoutConfiguration(probability: 0.25, spatial: true))],
    [.batchNormalisation(BatchNormalisationConfiguration(epsilon: 1e-3, momentum: 0.01))],
    [.layerNormalisation(LayerNormalisationConfiguration(epsilon: 1e-6))],
    [.embedding(EmbeddingConfiguration(outputs: 12))],
    [
      .residual(
        ResidualConfiguration([.residual(ResidualConfiguration([.activation(.relu)]))]))
    ],
    [
      .windows(
        WindowsConfiguration(
          length: 8, hop: 3, [.activation(.relu), .globalPooling(.init([.mean]))]))
    ],
    [
      .memberMean(
        MemberMeanConfiguration([
          .init([.activation(.relu)]), .init([.scale(ScaleConfiguration(factor: 0.5))]),
        ]))
    ],
    [.recurrent(RecurrentConfiguration(cell: .plain(.rectifier), inputFeatures: 0, hiddenSize: 5))],
  ]

  static var fullRecurrent: RecurrentConfiguration {
    var options = RecurrentConfiguration(
      cell: .gru(.beforeProduct), inputFeatures: 0, hiddenSize: 5)
    options.layers = 3
    options.direction = .reverseComplement
    options.output = .last
    options.leak = .trained(initial: 0.5)
    options.skip = 4
    options.isResidual = true
    options.hasRecurrentBias = false
    options.dropout = RecurrentConfiguration.Dropout(
      input: 0.1, betweenLayers: 0.2, recurrent: 0.3)
    options.truncation = RecurrentConfiguration.Truncation(step: 5, horizon: 10)
    return options
  }
}
