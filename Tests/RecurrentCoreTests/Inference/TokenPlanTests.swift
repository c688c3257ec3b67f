import Testing

@testable import RecurrentCore

/// Networks over tokens, compiled with their embedding, against the formulas and their forward pass.
@Suite struct TokenPlanTests {
  private static let tokens = 9

  @Test(arguments: InstructionSet.supported, NaiveCell.allCases)
  func tokensReadLikeTheirVectors(_ isa: InstructionSet, _ cell: NaiveCell) {
    var generator = RandomGenerator(seed: 21)
    for (features, hidden) in [(1, 1), (3, 6), (5, 17)] {
      let vectors = numbers(Self.tokens * features, 1, &generator)
      let layers = [false, true].map { NaiveLayer(cell, features, hidden, $0, &generator) }
      let words = randomWords(120, &generator)
      let offsets = (0..<53).map { $0 * 2 }
      let (length, spacing) = (6, 3)
      let inputs = words.map { word in
        (0..<features).map { word < 0 ? 0 : Double(vectors[Int(word) * features + $0]) }
      }
      for isLastOnly in [false, true] {
        let plan = InferencePlan(
          stages: [
            .recurrence(layers.map { $0.packed(vectors: vectors) }, isLastOnly: isLastOnly)
          ], instructionSet: isa)
        var output: [Float] = []
        plan.run(
          tokens: words, windowsAt: offsets, length: length, spacing: spacing, InferenceWorkspace(),
          into: &output)
        let expected = offsets.flatMap { offset in
          let window = (0..<length).map { inputs[offset + $0 * spacing] }
          let states = layers.map { $0.run(window) }
          if isLastOnly { return states[0][length - 1] + states[1][0] }
          return (0..<length).flatMap { states[0][$0] + states[1][$0] }
        }
        #expect(largestDifference(output, expected) < 2e-6)
      }
    }
  }

  @Test(
    arguments: InstructionSet.supported,
    [
      #"{"type": "gru", "hidden_size": 50, "direction": "bidirectional", "output": "last"}"#,
      #"{"type": "gru", "hidden_size": 7, "direction": "bidirectional", "layers": 2, "#
        + #""reset": "before_product"}, {"type": "global_pooling", "parts": ["max"]}"#,
      #"{"type": "scale", "factor": 2}, {"type": "lstm", "hidden_size": 6, "output": "last"}"#,
      #"{"type": "rnn", "hidden_size": 5, "output": "last"}"#,
    ])
  func networksAgreeWithTheirForwardPass(_ isa: InstructionSet, _ layers: String) throws {
    let (network, parameters) = try tokenNetwork(layers)
    let plan = try #require(
      InferencePlan(network, parameters, readsLetters: true, instructionSet: isa))
    #expect(plan.input == .tokens)
    var generator = RandomGenerator(seed: 23)
    let words = randomWords(31 * 20, &generator)
    let offsets = (0..<31).map { $0 * 20 }
    var output: [Float] = []
    plan.run(tokens: words, windowsAt: offsets, length: 20, InferenceWorkspace(), into: &output)
    let batch = TokenBatch(sequences: offsets.map { Array(words[$0..<$0 + 20]) })
    let expected = network.predict(.tokens(batch), parameters).values.elements.map(Double.init)
    let largest = expected.map(abs).max() ?? 0
    #expect(largestDifference(output, expected) < 1e-5 * max(1, largest))
  }

  @Test(arguments: InstructionSet.supported)
  func windowOfTokensGetsTheSameBytesInAnyBatch(_ isa: InstructionSet) throws {
    let (network, parameters) = try tokenNetwork(
      #"{"type": "gru", "hidden_size": 10, "direction": "bidirectional", "output": "last"}"#)
    let plan = try #require(
      InferencePlan(network, parameters, readsLetters: true, instructionSet: isa))
    var generator = RandomGenerator(seed: 24)
    let words = randomWords(150, &generator)
    let offsets = Array(0..<101)
    var together: [Float] = []
    plan.run(tokens: words, windowsAt: offsets, length: 49, InferenceWorkspace(), into: &together)
    #expect(Set(together).count > 90)
    let workspace = InferenceWorkspace()
    for count in [1, 3, 25, 60] {
      var alone: [Float] = []
      plan.run(
        tokens: words, windowsAt: Array(offsets[40..<40 + count]), length: 49, workspace,
        into: &alone)
      #expect(alone == Array(together[40..<40 + count]))
    }
  }

  @Test func embeddingBeforeOtherLayersIsNotCompiled() throws {
    for layers in [
      #"{"type": "convolution", "outputs": 3, "taps": 3}, {"type": "relu"}"#,
      #"{"type": "global_pooling", "parts": ["max"]}"#,
    ] {
      let (network, parameters) = try tokenNetwork(layers)
      #expect(InferencePlan(network, parameters, readsLetters: true) == nil)
    }
  }

  @Test func tableTooLargeIsNotMade() {
    #expect(TokenTable.fits(tokens: 1 << 14, width: 192))
    #expect(!TokenTable.fits(tokens: 1 << 20, width: 192))
  }

  /// An embedding, some layers and a logit.
  private func tokenNetwork(
    _ layers: String
  ) throws -> (network: Network<Float>, parameters: ParameterSet<Float>) {
    let json = """
      {"input": {"tokens": \(Self.tokens)}, "layers": [{"type": "embedding", "outputs": 12},
        \(layers), {"type": "dense", "outputs": 1}]}
      """
    let network = try Network<Float>(NetworkArchitecture(json: json))
    return (network, network.initialParameters(seed: 22))
  }

  /// Tokens and, among them, none.
  private func randomWords(_ count: Int, _ generator: inout RandomGenerator) -> [Int32] {
    (0..<count).map { _ in Int32(generator.next() % UInt64(Self.tokens + 1)) - 1 }
  }
}
