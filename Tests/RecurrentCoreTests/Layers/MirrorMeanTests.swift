import Testing

@testable import RecurrentCore

@Suite struct MirrorMeanTests {
  static let input = SequenceBatch<Double>.random(time: 5, lengths: [5, 2, 0], features: 6)

  @Test func gradients() {
    GradientCheck.expectCorrect(MirrorMean<Double>(inputFeatures: 6), input: Self.input)
  }

  @Test func aFeatureIsTheMeanOfTheTwoAsFarFromTheEnds() {
    let layer = MirrorMean<Double>(inputFeatures: 4)
    let input = SequenceBatch<Double>(
      Tensor(.sequences(time: 1, batch: 1, features: 4), [1, 2, 4, 8]))
    #expect(layer.predict(input, ParameterSet()).values.elements == [4.5, 3])
  }

  @Test func anOddNumberOfFeaturesIsRefused() {
    #expect(throws: RecurrentCoreError.self) {
      try Network<Float>(
        NetworkArchitecture(
          json: #"{"input": {"features": 3}, "layers": [{"type": "mirror_mean"}]}"#))
    }
  }

  /// A tied stack, pooled and folded, cannot tell a sequence from its reverse complement.
  @Test(arguments: ["lstm", "gru", "rnn"])
  func aTiedNetworkGivesAReverseComplementTheSame(cell: String) throws {
    let network = try Network<Float>(
      NetworkArchitecture(
        json: """
          {"input": {"features": 4}, "layers": [
            {"type": "\(cell)", "hidden_size": 5, "layers": 2, "direction": "reverse_complement"},
            {"type": "global_pooling", "parts": ["max"]}, {"type": "mirror_mean"},
            {"type": "dense", "outputs": 2}]}
          """))
    let parameters = network.initialParameters(seed: 3)
    let input = SequenceBatch<Float>.random(time: 20, lengths: [20, 20], features: 4)
    var mirrored = input
    for step in 0..<20 {
      for sequence in 0..<2 {
        for feature in 0..<4 {
          mirrored.values.elements[((19 - step) * 2 + sequence) * 4 + 3 - feature] =
            input.values.elements[(step * 2 + sequence) * 4 + feature]
        }
      }
    }
    let one = network.predict(.values(input), parameters).values.elements
    let other = network.predict(.values(mirrored), parameters).values.elements
    #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(Set(one).count == 4)
  }
}
