/// Sets a share of the values to zero in training and scales up the others: Srivastava et al. 2014.
package struct Dropout<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    /// What values were multiplied by; of one step if spatial, empty if nothing dropped.
    let mask: [Element]
  }

  /// The share of values set to zero.
  package let probability: Double
  /// Whether a sequence's features are dropped for all steps together: Tompson et al. 2015.
  package let isSpatial: Bool
  package let outputFeatures: Int

  package init(probability: Double, isSpatial: Bool = false, features: Int) {
    precondition(0..<1 ~= probability, "dropout \(probability) outside 0..<1")
    self.probability = probability
    self.isSpatial = isSpatial
    outputFeatures = features
  }

  package var parameters: [ParameterDeclaration] { [] }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    guard context.isTraining, probability > 0 else { return (input, Trace(mask: [])) }
    let count = isSpatial ? input.batch * input.features : input.values.elements.count
    let mask = Element.dropoutMask(
      count, seed: context.generator.next(), keep: 1 - probability)
    var output = input
    Element.scaleRows(by: mask, &output.values.elements)
    return (output, Trace(mask: mask))
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    guard !trace.mask.isEmpty else { return outputGradient }
    var inputGradient = outputGradient
    Element.scaleRows(by: trace.mask, &inputGradient.elements)
    return inputGradient
  }
}
