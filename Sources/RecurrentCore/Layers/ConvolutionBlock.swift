/// A convolution with stride 1, ReLU and max pooling of pairs of steps, as one layer: the values of
/// the three by themselves, with fewer passes over memory.
package struct ConvolutionBlock<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let input: SequenceBatch<Element>
    /// The convolution's output.
    let layout: SequenceLayout
    let places: PairPlaces
  }

  package let convolution: Convolution<Element>
  package let pooling: Pooling<Element>

  /// - Returns: nil if the layers are not of that kind.
  init?(_ layers: ArraySlice<any Layer<Element>>) {
    guard layers.count == 3, let convolution = layers.first as? Convolution<Element>,
      let activation = layers[layers.startIndex + 1] as? Activation<Element>,
      let pooling = layers.last as? Pooling<Element>,
      convolution.geometry.stride == 1, activation.function == .relu, pooling.operation == .max,
      pooling.geometry == .pooling(size: 2, stride: 2, padding: .valid)
    else { return nil }
    self.convolution = convolution
    self.pooling = pooling
  }

  package var parameters: [ParameterDeclaration] { convolution.parameters }
  package var outputFeatures: Int { convolution.outputFeatures }
  package var receptiveField: ReceptiveField {
    convolution.receptiveField.followed(by: pooling.receptiveField)
  }
  package func outputSteps(_ steps: Int) -> Int {
    pooling.outputSteps(convolution.outputSteps(steps))
  }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    let rectified = convolution.output(input, parameters, rectified: true)
    let layout = rectified.layout
    let pooled = SlidingWindow(pooling.geometry, over: layout).output
    var (values, places) = Element.poolPairs(rectified.values.elements, layout)
    Element.clearPadding(&values, pooled)
    return (
      SequenceBatch(pooled, values), Trace(input: input, layout: layout, places: places)
    )
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    let spread = Element.unpoolPairs(outputGradient.elements, trace.places, trace.layout)
    return convolution.backward(
      Tensor(trace.layout.shape, spread), trace.input, parameters, &gradients)
  }
}

/// What a layer leaves to do when the one before it has done its work: nothing.
package struct PassedThrough<Element: KernelElement>: Layer {
  package let outputFeatures: Int

  package var parameters: [ParameterDeclaration] { [] }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Void) { (input, ()) }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Void, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> { outputGradient }
}

extension ConvolutionBlock {
  /// The same layers with those one pass can do joined; each keeps its place, and so its name.
  static func joining(_ layers: [any Layer<Element>]) -> [any Layer<Element>] {
    var result = layers
    var index = 0
    while index + 3 <= layers.count {
      if let block = ConvolutionBlock(layers[index..<index + 3]) {
        let passed = PassedThrough<Element>(outputFeatures: block.outputFeatures)
        (result[index], result[index + 1], result[index + 2]) = (block, passed, passed)
        index += 3
      } else {
        index += 1
      }
    }
    return result
  }
}
