extension InferencePlan {
  /// A bidirectional LSTM over letters and one probability, with random weights.
  ///
  /// - Parameter everyStep: whether each step gets a probability, or the last states one.
  package static func taggingNetwork(
    hidden: Int, everyStep: Bool, generator: RandomGenerator
  ) -> InferencePlan {
    var generator = generator
    return probability(
      .lstm, features: 4, hidden: hidden, reads: .letters, everyStep: everyStep, &generator)
  }

  /// A bidirectional GRU over vectors of tokens, its last states to one probability, with random
  /// weights.
  package static func tokenNetwork(
    tokens: Int, features: Int, hidden: Int, generator: RandomGenerator
  ) -> InferencePlan {
    var generator = generator
    let vectors = (0..<tokens * features).map { _ in Float(generator.uniform() * 2 - 1) }
    return probability(
      .gruResetAfter, features: features, hidden: hidden, reads: .tokens(vectors: vectors),
      everyStep: false, &generator)
  }

  private static func probability(
    _ cell: LaneRecurrence.Cell, features: Int, hidden: Int, reads source: LaneRecurrence.Source,
    everyStep: Bool, _ generator: inout RandomGenerator
  ) -> InferencePlan {
    let bound = 1 / Double(hidden).squareRoot()
    let rows = cell.scales.count * hidden
    func numbers(_ count: Int) -> [Float] {
      (0..<count).map { _ in Float((generator.uniform() * 2 - 1) * bound) }
    }
    let directions = [false, true].map { isReversed in
      LaneRecurrence(
        cell, features: features, hidden: hidden, isReversed: isReversed, reads: source,
        LaneRecurrence.Weights(
          input: numbers(rows * features), recurrent: numbers(rows * hidden),
          inputBias: numbers(rows), recurrentBias: numbers(rows)))
    }
    let dense = LaneProduct(
      rows: 1, features: 2 * hidden, matrix: numbers(2 * hidden), bias: numbers(1),
      activation: .sigmoid)
    return InferencePlan(
      stages: [.recurrence(directions, isLastOnly: !everyStep), .product(dense)])
  }
}
