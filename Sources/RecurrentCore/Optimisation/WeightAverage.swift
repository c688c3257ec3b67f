/// The exponential moving average of parameters: Polyak & Juditsky 1992.
///
/// Young averages forget faster, `min(decay, (1 + t) / (10 + t))` after `t` steps, so that the start
/// does not weigh on them; as TensorFlow's `ExponentialMovingAverage` with `num_updates`.
package struct WeightAverage: Sendable, Equatable {
  /// The share of the average that a late step keeps, in `0..<1`.
  package let decay: Double
  package internal(set) var parameters: ParameterSet<Float>

  package init(decay: Double, of parameters: ParameterSet<Float>) {
    precondition(0..<1 ~= decay, "decay \(decay)")
    self.decay = decay
    self.parameters = parameters
  }

  /// - Parameter step: updates done before this one.
  package mutating func update(_ current: ParameterSet<Float>, step: Int) {
    let kept = min(decay, Double(1 + step) / Double(10 + step))
    for index in parameters.tensors.indices {
      OptimiserKernels.blend(
        current.tensors[index].elements, into: &parameters.tensors[index].elements,
        share: Float(1 - kept))
    }
  }
}
