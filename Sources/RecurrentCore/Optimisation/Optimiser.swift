/// Changes parameters by gradients and remembers what its method needs.
package struct Optimiser: Sendable, Equatable {
  package let method: OptimisationMethod
  package let decayExclusion: DecayExclusion
  /// Updates done.
  package internal(set) var step = 0
  /// Velocity, or first and second moment: each in the parameters' names and shapes.
  package internal(set) var moments: [ParameterSet<Float>]

  package init(
    _ method: OptimisationMethod, for parameters: ParameterSet<Float>,
    decayExclusion: DecayExclusion = DecayExclusion()
  ) {
    self.method = method
    self.decayExclusion = decayExclusion
    moments = Array(repeating: parameters.zeros, count: method.momentCount)
  }

  /// Moves the parameters one step down the gradients; `isTrained` says which, in their order.
  package mutating func update(
    _ parameters: inout ParameterSet<Float>, _ gradients: ParameterSet<Float>, rate: Double,
    isTrained: [Bool]? = nil
  ) {
    precondition(
      parameters.tensors.count == gradients.tensors.count
        && parameters.tensors.count == moments[0].tensors.count,
      "\(gradients.tensors.count) gradients for \(parameters.tensors.count) parameters")
    step += 1
    for index in parameters.tensors.indices where isTrained?[index] ?? true {
      let isExcluded = decayExclusion.contains(
        parameters.names[index], parameters.tensors[index].shape)
      update(
        &parameters.tensors[index].elements, gradients.tensors[index].elements, index, rate: rate,
        decays: !isExcluded)
    }
  }

  private mutating func update(
    _ parameter: inout [Float], _ gradient: [Float], _ index: Int, rate: Double, decays: Bool
  ) {
    switch method {
    case .sgd(let momentum, let nesterov, let decay):
      OptimiserKernels.descend(
        &parameter, velocity: &moments[0].tensors[index].elements, gradient: gradient,
        rate: Float(rate), momentum: Float(momentum), decay: decays ? Float(decay) : 0,
        nesterov: nesterov)
    case .adam(let beta1, let beta2, let epsilon, let decay):
      adapt(
        &parameter, gradient, index,
        .init(
          rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, step: step,
          penalty: decays ? decay : 0, shrinkage: 1))
    case .adamW(let beta1, let beta2, let epsilon, let decay):
      adapt(
        &parameter, gradient, index,
        .init(
          rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, step: step, penalty: 0,
          shrinkage: decays ? 1 - rate * decay : 1))
    }
  }

  private mutating func adapt(
    _ parameter: inout [Float], _ gradient: [Float], _ index: Int,
    _ adaptation: OptimiserKernels.Adaptation
  ) {
    // Taken out and put back: two elements of one array cannot be changed through it at once.
    var first: [Float] = []
    swap(&first, &moments[0].tensors[index].elements)
    OptimiserKernels.adapt(
      &parameter, first: &first, second: &moments[1].tensors[index].elements, gradient: gradient,
      adaptation)
    swap(&first, &moments[0].tensors[index].elements)
  }
}
