internal import RecurrentCore

/// Scores windows with one network, compiled as far as there are kernels for its layers.
struct SingleNetworkScorer: Sendable {
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  private let encoding: SequenceEncoding
  private let window: Int
  /// The network, or what follows its embedding if only that can be compiled; nil if the kernels do
  /// not cover all layers.
  private let plan: InferencePlan?

  /// Sequences of words, or for an uncompiled network, that are encoded together.
  private static let batchSize = 96
  static let reading = LetterReading(
    table: (0...UInt8.max).map { base in
      base <= 3 ? base : base == InputBase.uniform ? LetterCode.uniform : LetterCode.zero
    })

  init(
    _ network: Network<Float>, _ parameters: ParameterSet<Float>, _ encoding: SequenceEncoding,
    window: Int
  ) {
    self.network = network
    self.parameters = parameters
    self.encoding = encoding
    self.window = window
    plan =
      InferencePlan(network, parameters, readsLetters: true)
      ?? network.afterEmbedding(parameters).flatMap {
        InferencePlan($0.network, $0.parameters, readsLetters: false)
      }
  }

  /// As `WindowScorer` asks; of words, with their vectors, and of an uncompiled network as if its layers
  /// were as wide as a wide network's.
  var workBytes: Int {
    let steps = encoding.steps(window: window)
    guard let plan else { return Self.batchSize * steps * Self.uncompiledBytes }
    let workspace = plan.workspaceBytes(length: steps)
    guard plan.input == .values, let width = plan.inputFeatures else { return workspace }
    return workspace + Self.batchSize * steps * width * 2 * MemoryLayout<Float>.size
  }

  /// For a step of a sequence.
  private static let uncompiledBytes = 8192

  /// As `WindowScorer` asks.
  func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
    var logits: [Float] = []
    switch (plan?.input, encoding) {
    case (.letters, _):
      plan?.run(
        bases, windowsAt: offsets, length: window, reading: Self.reading, InferenceWorkspace(),
        into: &logits)
      return logits
    case (.tokens, .kmers(_, let stride)):
      let first = offsets.min() ?? 0
      let end = (offsets.max() ?? 0) + (offsets.isEmpty ? 0 : window)
      plan?.run(
        tokens: encoding.words(bases[first..<end]), windowsAt: offsets.map { $0 - first },
        length: encoding.steps(window: window), spacing: stride, InferenceWorkspace(),
        into: &logits)
      return logits
    default: break
    }
    logits.reserveCapacity(offsets.count)
    let workspace = InferenceWorkspace()
    for start in stride(from: 0, to: offsets.count, by: Self.batchSize) {
      let batch = offsets[start..<min(start + Self.batchSize, offsets.count)]
      logits += score(encoding.encode(bases, windowsAt: batch, window: window), workspace)
    }
    return logits
  }

  private func score(
    _ input: NetworkInput<Float>, _ workspace: InferenceWorkspace
  ) -> [Float] {
    guard let plan, case .tokens(let tokens) = input,
      let vectors = network.embed(tokens, parameters)
    else { return network.predict(input, parameters).values.elements }
    var logits: [Float] = []
    plan.run(
      vectors.values.elements, batch: tokens.batch, length: tokens.time, workspace, into: &logits)
    return logits
  }
}
