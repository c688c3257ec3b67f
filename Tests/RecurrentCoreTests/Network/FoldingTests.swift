import Testing

@testable import RecurrentCore

@Suite struct FoldingTests {
  @Test func foldedNetworkComputesTheSame() throws {
    let network = try Network<Double>(
      NetworkArchitecture(
        json: """
          {"input": {"features": 3}, "layers": [
            {"type": "batch_normalisation"},
            {"type": "convolution", "outputs": 4, "taps": 3, "bias": false},
            {"type": "batch_normalisation"},
            {"type": "relu"},
            {"type": "dense", "outputs": 2},
            {"type": "batch_normalisation", "epsilon": 0.01}
          ]}
          """))
    var parameters = ParameterSet<Double>.random(network.parameters, seed: 5)
    for name in parameters.names where name.hasSuffix("running_var") {
      parameters[name].elements = parameters[name].elements.map { 1 + $0 }
    }
    let (folded, foldedParameters) = try network.foldingNormalisation(parameters)
    #expect(folded.architecture.layers.count == 4)
    #expect(foldedParameters.names == folded.parameters.map(\.name))
    let input = NetworkInput<Double>.values(.random(time: 7, lengths: [7, 4], features: 3))
    let expected = network.predict(input, parameters).values.elements
    let found = folded.predict(input, foldedParameters).values.elements
    #expect(zip(expected, found).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
