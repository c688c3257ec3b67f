package import RecurrentCore

/// Scores windows with a network that gives one logit a window.
package struct NetworkWindowScorer: WindowScorer {
  package let window: Int
  /// Networks that read every window: their mean is the score.
  package let networkCount: Int
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  /// The compiled networks whose mean is the score; empty if the kernels do not cover all layers.
  private let plans: [InferencePlan]

  /// Sequences that pass through an uncompiled network together.
  private static let batchSize = 64
  static let reading = LetterReading(
    table: (0...UInt8.max).map { base in
      base <= 3 ? base : base == InputBase.uniform ? LetterCode.uniform : LetterCode.zero
    })

  /// - Precondition: windows of that length give one output step with one feature.
  package init(_ network: Network<Float>, _ parameters: ParameterSet<Float>, window: Int) {
    self.network = network
    self.parameters = parameters
    self.window = window
    let members = network.members(parameters)
    let networks = members.isEmpty ? [(network, parameters)] : members
    networkCount = networks.count
    let plans = networks.compactMap { InferencePlan($0.0, $0.1, readsLetters: true) }
    self.plans = plans.count == networks.count ? plans : []
  }

  package func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
    guard !offsets.isEmpty else { return [] }
    if !plans.isEmpty { return mean(bases, offsets) }
    var logits: [Float] = []
    logits.reserveCapacity(offsets.count)
    for start in stride(from: 0, to: offsets.count, by: Self.batchSize) {
      let batch = offsets[start..<min(start + Self.batchSize, offsets.count)]
      let input = OneHot.encode(bases, windowsAt: batch, length: window)
      logits += network.predict(.values(input), parameters).values.elements
    }
    return logits
  }
  /// The sum in the networks' order, as the network itself has it.
  private func mean(_ bases: [UInt8], _ offsets: [Int]) -> [Float] {
    var sums: [Float] = []
    var logits: [Float] = []
    for plan in plans {
      plan.run(
        bases, windowsAt: offsets, length: window, reading: Self.reading, InferenceWorkspace(),
        into: &logits)
      if sums.isEmpty {
        swap(&sums, &logits)
      } else {
        for index in sums.indices { sums[index] += logits[index] }
      }
    }
    let share = 1 / Float(plans.count)
    return plans.count == 1 ? sums : sums.map { $0 * share }
  }
}
