extension InferencePlan {
  /// A bidirectional LSTM over letters and one probability, with random weights.
  ///
  /// - Parameter everyStep: whether each step gets a probability, or the last states one.
  package static func taggingNetwork(
    hidden: Int, everyStep: Bool, generator: RandomGenerator
  ) -> InferencePlan {
    var generator = generator
    let bound = 1 / Double(hidden).squareRoot()
    func numbers(_ count: Int) -> [Float] {
      (0..<count).map { _ in Float((generator.uniform() * 2 - 1) * bound) }
    }
    let directions = [false, true].map { isReversed in
      LaneRecurrence(
        .lstm, features: 4, hidden: hidden, isReversed: isReversed, readsCodes: true,
        LaneRecurrence.Weights(
          input: numbers(16 * hidden), recurrent: numbers(4 * hidden * hidden),
          inputBias: numbers(4 * hidden), recurrentBias: numbers(4 * hidden)))
    }
    let dense = LaneProduct(
      rows: 1, features: 2 * hidden, matrix: numbers(2 * hidden), bias: numbers(1),
      activation: .sigmoid)
    return InferencePlan(
      stages: [.recurrence(directions, isLastOnly: !everyStep), .product(dense)])
  }
}
