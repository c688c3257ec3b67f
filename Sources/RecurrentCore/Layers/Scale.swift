/// Multiplies by a number that is not trained.
package struct Scale<Element: KernelElement>: Layer {
  package let factor: Double
  package let outputFeatures: Int

  package init(factor: Double, features: Int) {
    self.factor = factor
    outputFeatures = features
  }

  package var parameters: [ParameterDeclaration] { [] }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Void) {
    var output = input
    output.values = scaled(input.values)
    return (output, ())
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Void, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> { scaled(outputGradient) }

  private func scaled(_ tensor: Tensor<Element>) -> Tensor<Element> {
    var result = tensor
    Element.scaleRows(
      by: Array(repeating: Element(factor), count: outputFeatures), &result.elements)
    return result
  }
}
