import Testing

@testable import RecurrentCore

@Suite struct NetworkMembersTests {
  private let values = """
    {"input": {"features": 3}, "layers": [
      {"type": "gru", "hidden_size": 4}, {"type": "global_pooling", "parts": ["max"]},
      {"type": "dense", "outputs": 1}]}
    """
  private let tokens = """
    {"input": {"tokens": 9}, "layers": [{"type": "embedding", "outputs": 5},
      {"type": "gru", "hidden_size": 4}, {"type": "global_pooling", "parts": ["max"]},
      {"type": "dense", "outputs": 1}]}
    """

  private func members(
    _ json: String
  ) throws -> [(network: Network<Float>, parameters: ParameterSet<Float>)] {
    let network = try Network<Float>(NetworkArchitecture(json: json))
    return (1...3).map { (network, network.initialParameters(seed: UInt64($0))) }
  }

  private func expectMean(_ json: String, _ input: NetworkInput<Float>) throws {
    let members = try members(json)
    let (network, parameters) = try Network.mean(of: members)
    let mean = network.predict(input, parameters).values.elements
    let outputs = members.map { $0.network.predict(input, $0.parameters).values.elements }
    for index in mean.indices {
      #expect(abs(mean[index] - outputs.reduce(0) { $0 + $1[index] } / 3) < 1e-6)
    }
    let again = network.members(parameters)
    #expect(again.map(\.parameters) == members.map(\.parameters))
    #expect(again.map(\.network.architecture) == members.map(\.network.architecture))
    let read = try Network<Float>(NetworkArchitecture(json: network.architecture.json()))
    #expect(read.parameters == network.parameters)
  }

  @Test func theMeanOfNetworksUponValues() throws {
    try expectMean(values, .values(.random(time: 6, lengths: [6, 4], features: 3)))
  }

  @Test func theMeanOfNetworksUponTokensHasTheirEmbeddingsSideBySide() throws {
    try expectMean(tokens, .tokens(TokenBatch(sequences: [[0, 8, 3, -1, 2], [4, 4]])))
  }

  @Test func aSingleNetworkHasNoMembers() throws {
    for json in [values, tokens] {
      let (network, parameters) = try members(json)[0]
      #expect(network.members(parameters).isEmpty)
    }
  }
}
