/// Brings each step's features to mean 0 and variance 1: Ba, Kiros & Hinton 2016.
package struct LayerNormalisation<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let normalised: [Element]
    /// The factor of each step.
    let scales: [Element]
  }

  package let outputFeatures: Int
  package let epsilon: Double

  package init(features: Int, epsilon: Double = 1e-5) {
    outputFeatures = features
    self.epsilon = epsilon
  }

  /// `weight` and `bias`, as in `torch.nn.LayerNorm`.
  package var parameters: [ParameterDeclaration] {
    let shape = Shape([.outputs: outputFeatures])
    return [
      ParameterDeclaration("weight", shape, .constant(1)),
      ParameterDeclaration("bias", shape, .constant(0)),
    ]
  }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    let (normalised, scales) = Element.normaliseRows(
      input.values.elements, columns: outputFeatures, epsilon: epsilon)
    let values = Element.scaleShift(
      normalised, input.layout, scale: parameters["weight"].elements,
      shift: parameters["bias"].elements)
    return (
      SequenceBatch(input.layout, values), Trace(normalised: normalised, scales: scales)
    )
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    Element.addRowProducts(
      outputGradient.elements, trace.normalised, to: &gradients["weight"].elements)
    Element.addRowSums(outputGradient.elements, to: &gradients["bias"].elements)
    var inputGradient = outputGradient
    Element.scaleRows(by: parameters["weight"].elements, &inputGradient.elements)
    Element.normaliseRowsBackward(
      trace.normalised, scales: trace.scales, &inputGradient.elements)
    return inputGradient
  }
}
