import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct NetworkWindowScorerTests {
  /// Bases with unknown ones of both kinds, and windows at every offset.
  private let bases: [UInt8] = {
    var generator = RandomGenerator(seed: 8)
    var bases = randomBases(200, &generator)
    for index in stride(from: 3, to: 200, by: 17) { bases[index] = InputBase.uniform }
    for index in stride(from: 9, to: 200, by: 23) { bases[index] = InputBase.zero }
    return bases
  }()

  private var offsets: [Int] { Array(0...bases.count - TinyModel.window) }

  /// Layers the inference plan covers, and layers it does not.
  @Test(
    arguments: [
      TinyModel.layers,
      #"{"type": "gru", "hidden_size": 5, "direction": "bidirectional", "layers": 2}, "#
        + #"{"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 1}"#,
      #"{"type": "convolution", "outputs": 3, "taps": 3}, {"type": "layer_normalisation"}, "#
        + #"{"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 1}"#,
    ])
  func scoresAreTheNetworksOwn(layers: String) throws {
    let network = try TinyModel.network(layers)
    let parameters = network.initialParameters(seed: 5)
    let scorer = NetworkWindowScorer(network, parameters, window: TinyModel.window)
    let input = OneHot.encode(bases, windowsAt: offsets, length: TinyModel.window)
    let expected = network.predict(.values(input), parameters).values.elements
    let scored = scorer.logits(bases: bases, offsets: offsets)
    #expect(scored.count == expected.count)
    #expect(zip(scored, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(Set(scored).count > 50)
  }

  /// With the embedding looked up in a table with the GRU's weights, and before other layers.
  @Test(
    arguments: [
      #"{"type": "gru", "hidden_size": 9, "direction": "bidirectional", "#
        + #""reset": "before_product"}, {"type": "global_pooling", "parts": ["max"]}"#,
      #"{"type": "convolution", "outputs": 5, "taps": 3}, {"type": "relu"}, "#
        + #"{"type": "global_pooling", "parts": ["max"]}"#,
    ], [1, 2])
  func scoresOfWordsAreTheNetworksOwn(layers: String, stride: Int) throws {
    let encoding = SequenceEncoding.kmers(length: 3, stride: stride)
    let json = """
      {"input": {"tokens": 65}, "layers": [{"type": "embedding", "outputs": 7}, \(layers),
        {"type": "dense", "outputs": 1}]}
      """
    let network = try Network<Float>(NetworkArchitecture(json: json))
    let parameters = network.initialParameters(seed: 5)
    let scorer = NetworkWindowScorer(network, parameters, encoding, window: TinyModel.window)
    let input = encoding.encode(bases, windowsAt: offsets, window: TinyModel.window)
    let expected = network.predict(input, parameters).values.elements
    let scored = scorer.logits(bases: bases, offsets: offsets)
    #expect(scored.count == expected.count)
    #expect(zip(scored, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(Set(scored).count > 50)
    #expect(scorer.logits(bases: bases, offsets: [offsets[90]]) == [scored[90]])
  }

  @Test func aWindowsScoreDoesNotDependOnTheOthersOfTheCall() throws {
    let scorer = try TinyModel.scorer()
    let together = scorer.logits(bases: bases, offsets: offsets)
    for (index, offset) in offsets.enumerated() where index % 5 == 0 {
      #expect(scorer.logits(bases: bases, offsets: [offset]) == [together[index]])
    }
    let some = Array(offsets[7..<60])
    #expect(scorer.logits(bases: bases, offsets: some) == Array(together[7..<60]))
    #expect(scorer.logits(bases: [], offsets: []).isEmpty)
  }

  @Test func unknownBasesOfBothKindsSurviveOneHotCoding() {
    let window = TinyModel.window
    let windows = [0, window, 2 * window]
    let coded = OneHot.encode(bases, windowsAt: windows, length: window)
    #expect(OneHot.decode(coded) == Array(bases[..<(3 * window)]))
  }
}
