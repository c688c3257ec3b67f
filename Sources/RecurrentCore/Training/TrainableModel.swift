/// A network with its loss, as training needs it.
package protocol TrainableModel<Targets>: Sendable {
  associatedtype Targets: Sendable

  /// The parameters in the order of their set.
  var parameters: [ParameterDeclaration] { get }

  /// Adds to `gradients` the gradient of the weighted sum of the examples' losses.
  ///
  /// Pure but for `context` and `gradients`: micro-batches run on several threads at once.
  func addGradients(
    of batch: MicroBatch<Targets>, _ parameters: ParameterSet<Float>,
    _ context: inout ForwardContext, to gradients: inout ParameterSet<Float>
  ) -> WeightedLoss
}

/// Losses of examples, each times its weight, and the weights of those that have a target.
package struct WeightedLoss: Sendable, Equatable {
  package var sum: Double
  package var weight: Double

  package init(sum: Double, weight: Double) {
    self.sum = sum
    self.weight = weight
  }

  /// The weighted mean; 0 without weights.
  package var mean: Double { weight > 0 ? sum / weight : 0 }
}

/// A network and the loss of its output.
package struct SupervisedNetwork: TrainableModel {
  package let network: Network<Float>
  package let loss: Loss

  package init(_ network: Network<Float>, _ loss: Loss) {
    self.network = network
    self.loss = loss
  }

  package var parameters: [ParameterDeclaration] { network.parameters }

  package func addGradients(
    of batch: MicroBatch<LossTargets<Float>>, _ parameters: ParameterSet<Float>,
    _ context: inout ForwardContext, to gradients: inout ParameterSet<Float>
  ) -> WeightedLoss {
    let (output, trace) = network.forward(batch.inputs, parameters, &context)
    let value = loss.evaluate(output, batch.targets, weights: batch.weights.map(Double.init))
    network.addParameterGradients(value.gradient, trace, parameters, &gradients)
    return WeightedLoss(sum: value.sum, weight: value.weight)
  }
}
