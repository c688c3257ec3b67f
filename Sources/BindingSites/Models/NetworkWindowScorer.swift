package import RecurrentCore

/// Scores windows with a network that gives one logit a window.
package struct NetworkWindowScorer: WindowScorer {
  package let window: Int
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  /// The compiled network, if the kernels cover all of its layers.
  private let plan: InferencePlan?

  /// Sequences that pass through an uncompiled network together.
  private static let batchSize = 64
  private static let reading = LetterReading(
    table: (0...UInt8.max).map { base in
      base <= 3 ? base : base == InputBase.uniform ? LetterCode.uniform : LetterCode.zero
    })

  /// - Precondition: windows of that length give one output step with one feature.
  package init(_ network: Network<Float>, _ parameters: ParameterSet<Float>, window: Int) {
    self.network = network
    self.parameters = parameters
    self.window = window
    plan = InferencePlan(network, parameters, readsLetters: true)
  }

  package func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
    guard !offsets.isEmpty else { return [] }
    if let plan {
      var logits: [Float] = []
      plan.run(
        bases, windowsAt: offsets, length: window, reading: Self.reading, InferenceWorkspace(),
        into: &logits)
      return logits
    }
    var logits: [Float] = []
    logits.reserveCapacity(offsets.count)
    for start in stride(from: 0, to: offsets.count, by: Self.batchSize) {
      let batch = offsets[start..<min(start + Self.batchSize, offsets.count)]
      let input = OneHot.encode(bases, windowsAt: batch, length: window)
      logits += network.predict(.values(input), parameters).values.elements
    }
    return logits
  }
}
