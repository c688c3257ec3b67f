/// How a forward pass is run: for training, with randomness and batch statistics, or for use.
package struct ForwardContext: Sendable {
  package var isTraining: Bool
  /// The source of dropout masks; its own per micro-batch, so that threads do not matter.
  package var generator: RandomGenerator
  /// What layers saw in training of statistics they keep running averages of; in order.
  ///
  /// The training loop folds them into the parameters, micro-batch by micro-batch in fixed order.
  package var observations: [StatisticObservation] = []

  package init(isTraining: Bool = false, generator: RandomGenerator = RandomGenerator(seed: 0)) {
    self.isTraining = isTraining
    self.generator = generator
  }
}

/// A batch's value of a statistic whose running average is a parameter that is not trained.
package struct StatisticObservation: Sendable, Equatable {
  /// The parameter's name in the network.
  package let parameter: String
  package let values: [Double]
  /// The share of the observation in the new average, in `0...1`.
  package let momentum: Double

  package init(parameter: String, values: [Double], momentum: Double) {
    self.parameter = parameter
    self.values = values
    self.momentum = momentum
  }
}

extension ParameterSet {
  /// Moves running averages towards what a forward pass observed.
  package mutating func absorb(_ observations: [StatisticObservation]) {
    for observation in observations {
      let averages = self[observation.parameter].elements
      precondition(
        averages.count == observation.values.count,
        "\(observation.values.count) values for \(observation.parameter)")
      self[observation.parameter].elements = zip(averages, observation.values).map {
        Element((1 - observation.momentum) * Double($0) + observation.momentum * $1)
      }
    }
  }
}
