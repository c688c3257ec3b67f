/// The mean of each feature and the one at its place from the other end: half as many features.
///
/// After a recurrent layer in the tied reverse-complement form, whose output for a reverse complement
/// is its output mirrored in time and features, what this layer gives is the same for both but for
/// the order in time; after pooling over all steps it is the same.
package struct MirrorMean<Element: KernelElement>: Layer {
  private let inputFeatures: Int

  /// - Precondition: an even number of features.
  package init(inputFeatures: Int) {
    precondition(inputFeatures.isMultiple(of: 2), "\(inputFeatures) features")
    self.inputFeatures = inputFeatures
  }

  package var parameters: [ParameterDeclaration] { [] }
  package var outputFeatures: Int { inputFeatures / 2 }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: SequenceLayout) {
    let layout = input.layout.with(features: outputFeatures)
    var values = Element.zeros(layout.count)
    for row in 0..<layout.rows {
      let (first, last) = (row * inputFeatures, (row + 1) * inputFeatures - 1)
      for feature in 0..<outputFeatures {
        values[row * outputFeatures + feature] =
          (input.values.elements[first + feature] + input.values.elements[last - feature]) / 2
      }
    }
    return (SequenceBatch(layout, values), input.layout)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: SequenceLayout,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var result = Tensor<Element>(trace.shape)
    for row in 0..<trace.rows {
      let (first, last) = (row * inputFeatures, (row + 1) * inputFeatures - 1)
      for feature in 0..<outputFeatures {
        let half = outputGradient.elements[row * outputFeatures + feature] / 2
        result.elements[first + feature] = half
        result.elements[last - feature] = half
      }
    }
    return result
  }

  /// The layer as a product: `(outputFeatures, inputFeatures)`.
  var matrix: [Float] {
    var result = [Float](repeating: 0, count: outputFeatures * inputFeatures)
    for feature in 0..<outputFeatures {
      result[feature * inputFeatures + feature] = 0.5
      result[(feature + 1) * inputFeatures - 1 - feature] = 0.5
    }
    return result
  }
}
