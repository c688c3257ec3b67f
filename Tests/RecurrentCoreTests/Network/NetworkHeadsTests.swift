import Testing

@testable import RecurrentCore

@Suite struct NetworkHeadsTests {
  private static func architecture(_ last: String) throws -> NetworkArchitecture {
    try NetworkArchitecture(
      json: """
        {"input": {"features": 3}, "layers": [
          {"type": "lstm", "hidden_size": 5, "direction": "bidirectional", "output": "last"},
          \(last)]}
        """)
  }

  @Test func everyHeadGivesWhatTheWholeNetworkGivesThere() throws {
    let one = try Self.architecture("{\"type\": \"dense\", \"outputs\": 1}")
    let whole = try Network<Float>(#require(one.withHeads(3)))
    let single = try Network<Float>(one)
    let parameters = whole.initialParameters(seed: 5)
    let input = SequenceBatch(
      Tensor<Float>(
        .sequences(time: 4, batch: 2, features: 3), (0..<24).map { Float($0 % 7) / 7 }))
    let all = whole.predict(.values(input), parameters).values.elements
    for head in 0..<3 {
      let own = single.predict(
        .values(input), parameters.ofHead(head, in: single, from: whole)
      ).values.elements
      #expect(own == [all[head], all[3 + head]])
    }
  }

  @Test func onlyADenseLastLayerCanHaveHeads() throws {
    #expect(try Self.architecture("{\"type\": \"relu\"}").withHeads(2) == nil)
  }
}
