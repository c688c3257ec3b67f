/// A trained vector for each token, zeros where there is none.
package struct Embedding<Element: KernelElement>: Sendable {
  package let tokens: Int
  package let outputFeatures: Int

  package init(tokens: Int, features: Int) {
    self.tokens = tokens
    outputFeatures = features
  }

  /// `weight (tokens, features)`, as in `torch.nn.Embedding`.
  package var parameters: [ParameterDeclaration] {
    [
      ParameterDeclaration(
        "weight", Shape([.tokens: tokens, .features: outputFeatures]), .normal(deviation: 1))
    ]
  }

  /// - Returns: `(time, batch, outputFeatures)`.
  package func forward(
    _ input: TokenBatch, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element> {
    let values = Element.lookUp(
      input.tokens, parameters["weight"].elements, width: outputFeatures)
    return SequenceBatch(
      SequenceLayout(time: input.time, features: outputFeatures, lengths: input.lengths), values)
  }

  /// Adds the gradient by the vectors.
  package func backward(
    _ outputGradient: Tensor<Element>, _ input: TokenBatch,
    _ gradients: inout ParameterSet<Element>
  ) {
    Element.lookUpBackward(
      input.tokens, outputGradient.elements, &gradients["weight"].elements)
  }
}
