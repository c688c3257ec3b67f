/// What a pooling takes of its window.
package enum PoolingOperation: Sendable {
  case max
  case mean
}

/// The largest value or the mean of windows over time; padded steps take no part.
package struct Pooling<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let window: SlidingWindow
    /// The step of each largest value.
    let places: [Int32]
  }

  package let operation: PoolingOperation
  package let geometry: WindowGeometry
  package let outputFeatures: Int

  package init(_ operation: PoolingOperation, _ geometry: WindowGeometry, features: Int) {
    self.operation = operation
    self.geometry = geometry
    outputFeatures = features
  }

  package var parameters: [ParameterDeclaration] { [] }
  package var receptiveField: ReceptiveField { geometry.receptiveField }
  package func outputSteps(_ steps: Int) -> Int { geometry.outputSteps(steps) }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    let window = SlidingWindow(geometry, over: input.layout)
    switch operation {
    case .max:
      let (values, places) = Element.maxPool(window, input.values.elements)
      return (SequenceBatch(window.output, values), Trace(window: window, places: places))
    case .mean:
      let values = Element.meanPool(window, input.values.elements)
      return (SequenceBatch(window.output, values), Trace(window: window, places: []))
    }
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var inputGradient = Tensor<Element>(trace.window.input.shape)
    switch operation {
    case .max:
      Element.maxPoolBackward(
        trace.window, places: trace.places, outputGradient.elements,
        into: &inputGradient.elements)
    case .mean:
      Element.meanPoolBackward(
        trace.window, outputGradient.elements, into: &inputGradient.elements)
    }
    return inputGradient
  }
}
