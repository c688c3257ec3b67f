/// A function of one number, applied to each.
package struct Activation<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    /// What the derivative is computed from: the outputs, or the inputs.
    let reference: [Element]
  }

  package let function: ActivationFunction
  package let outputFeatures: Int

  package init(_ function: ActivationFunction, features: Int) {
    self.function = function
    outputFeatures = features
  }

  package var parameters: [ParameterDeclaration] { [] }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    var values = Element.activate(function, input.values.elements)
    // The only function that is not zero at zero.
    if function == .sigmoid { Element.clearPadding(&values, input.layout) }
    let trace = Trace(reference: function == .gelu ? input.values.elements : values)
    return (SequenceBatch(input.layout, values), trace)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var inputGradient = outputGradient
    Element.activateBackward(function, trace.reference, &inputGradient.elements)
    return inputGradient
  }
}
