/// Some neighbouring features of each step.
package struct FeatureSlice<Element: KernelElement>: Layer {
  private let first: Int
  private let inputFeatures: Int
  package let outputFeatures: Int

  /// - Precondition: `first..<first + count` lies within the input's features.
  package init(first: Int, count: Int, inputFeatures: Int) {
    precondition(
      first >= 0 && count > 0 && first + count <= inputFeatures,
      "features \(first)..<\(first + count) of \(inputFeatures)")
    self.first = first
    self.inputFeatures = inputFeatures
    outputFeatures = count
  }

  package var parameters: [ParameterDeclaration] { [] }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: SequenceLayout) {
    let layout = input.layout.with(features: outputFeatures)
    var values = Element.zeros(layout.count)
    Element.copyRows(
      input.values.elements, region(layout.rows), to: &values,
      MatrixRegion(rows: layout.rows, columns: outputFeatures))
    return (SequenceBatch(layout, values), input.layout)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: SequenceLayout,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var result = Tensor<Element>(trace.shape)
    Element.copyRows(
      outputGradient.elements, MatrixRegion(rows: trace.rows, columns: outputFeatures),
      to: &result.elements, region(trace.rows))
    return result
  }

  private func region(_ rows: Int) -> MatrixRegion {
    MatrixRegion(offset: first, rows: rows, columns: outputFeatures, rowStride: inputFeatures)
  }
}
