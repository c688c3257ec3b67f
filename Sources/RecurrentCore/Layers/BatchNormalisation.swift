/// Brings each feature to mean 0 and variance 1 over the batch's valid steps: Ioffe & Szegedy 2015.
///
/// Training uses the batch's moments and observes them for the running averages, which are used
/// otherwise. Agrees with `torch.nn.BatchNorm1d` over the valid steps.
package struct BatchNormalisation<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let input: SequenceBatch<Element>
    let mean: [Double]
    /// One over the deviation.
    let scale: [Double]
    /// Whether the moments came from the input.
    let isTraining: Bool
  }

  package let outputFeatures: Int
  package let epsilon: Double
  /// The share of a batch's moments in the running averages.
  package let momentum: Double

  package init(features: Int, epsilon: Double = 1e-5, momentum: Double = 0.1) {
    outputFeatures = features
    self.epsilon = epsilon
    self.momentum = momentum
  }

  package var parameters: [ParameterDeclaration] {
    let shape = Shape([.outputs: outputFeatures])
    return [
      ParameterDeclaration("weight", shape, .constant(1)),
      ParameterDeclaration("bias", shape, .constant(0)),
      ParameterDeclaration("running_mean", shape, .constant(0), isTrained: false),
      ParameterDeclaration("running_var", shape, .constant(1), isTrained: false),
    ]
  }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    var mean = parameters["running_mean"].elements.map { Double($0) }
    var variance = parameters["running_var"].elements.map { Double($0) }
    if context.isTraining {
      (mean, variance) = Element.moments(input.values.elements, input.layout)
      observe(mean, variance, count: input.lengths.reduce(0, +), parameters.scope, &context)
    }
    let trace = Trace(
      input: input, mean: mean, scale: variance.map { 1 / ($0 + epsilon).squareRoot() },
      isTraining: context.isTraining)
    let (scale, shift) = line(trace, parameters)
    let values = Element.scaleShift(
      input.values.elements, input.layout, scale: scale, shift: shift)
    return (SequenceBatch(input.layout, values), trace)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    let values = trace.input.values.elements
    var sums = Element.zeros(outputFeatures)
    var products = Element.zeros(outputFeatures)
    Element.addRowSums(outputGradient.elements, to: &sums)
    Element.addRowProducts(outputGradient.elements, values, to: &products)
    let weightGradient = sums.indices.map { feature in
      trace.scale[feature]
        * (Double(products[feature]) - trace.mean[feature] * Double(sums[feature]))
    }
    Element.add(sums, to: &gradients["bias"].elements)
    Element.add(weightGradient.map { Element($0) }, to: &gradients["weight"].elements)

    let (scale, _) = line(trace, parameters)
    var inputGradient = outputGradient
    Element.scaleRows(by: scale, &inputGradient.elements)
    guard trace.isTraining else { return inputGradient }
    // dx = scale (dy - mean of dy - normalised x * mean of (dy * normalised x)).
    let count = Double(max(1, trace.input.lengths.reduce(0, +)))
    let slope = sums.indices.map { feature in
      -Double(scale[feature]) * trace.scale[feature] * weightGradient[feature] / count
    }
    let level = sums.indices.map { feature in
      -Double(scale[feature]) * Double(sums[feature]) / count
        - slope[feature] * trace.mean[feature]
    }
    let correction = Element.scaleShift(
      values, trace.input.layout, scale: slope.map { Element($0) },
      shift: level.map { Element($0) })
    Element.add(correction, to: &inputGradient.elements)
    return inputGradient
  }

  /// The scale and shift each feature is given.
  private func line(
    _ trace: Trace, _ parameters: ParameterSet<Element>
  ) -> (scale: [Element], shift: [Element]) {
    let scale = zip(parameters["weight"].elements, trace.scale).map { Double($0) * $1 }
    let bias = parameters["bias"].elements
    let shift = bias.indices.map { Double(bias[$0]) - trace.mean[$0] * scale[$0] }
    return (scale.map { Element($0) }, shift.map { Element($0) })
  }

  private func observe(
    _ mean: [Double], _ variance: [Double], count: Int, _ scope: String,
    _ context: inout ForwardContext
  ) {
    // One step has no variance to speak of.
    guard count > 1 else { return }
    let unbiased = variance.map { $0 * Double(count) / Double(count - 1) }
    context.observations += [
      StatisticObservation(parameter: scope + "running_mean", values: mean, momentum: momentum),
      StatisticObservation(
        parameter: scope + "running_var", values: unbiased, momentum: momentum),
    ]
  }
}
