/// One value for each feature of a whole sequence: `(1, batch, features)`.
package struct SequencePooling<Element: KernelElement>: Layer {
  package enum Operation: Sendable {
    case max
    case mean
    /// The last valid step.
    case last
    /// The first half of the features at the last valid step, the second half at the first: the
    /// final states of a bidirectional layer.
    case ends
  }

  package struct Trace: Sendable {
    let layout: SequenceLayout
    /// The step of each largest value.
    let places: [Int32]
  }

  package let operation: Operation
  package let outputFeatures: Int

  package init(_ operation: Operation, features: Int) {
    precondition(operation != .ends || features.isMultiple(of: 2), "\(features) features")
    self.operation = operation
    outputFeatures = features
  }

  package var parameters: [ParameterDeclaration] { [] }
  package var receptiveField: ReceptiveField { .sequence }
  package func outputSteps(_ steps: Int) -> Int { min(1, steps) }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    let pooled = input.layout.pooled(features: outputFeatures)
    var trace = Trace(layout: input.layout, places: [])
    var values = Element.zeros(pooled.count)
    guard input.time > 0 else { return (SequenceBatch(pooled, values), trace) }
    switch operation {
    case .max:
      let places: [Int32]
      (values, places) = Element.maxPool(window(input.layout), input.values.elements)
      trace = Trace(layout: input.layout, places: places)
    case .mean: values = Element.meanPool(window(input.layout), input.values.elements)
    case .last, .ends:
      for (step, columns) in selections(input.layout) {
        Element.copyRows(input.values.elements, step, to: &values, columns)
      }
    }
    return (SequenceBatch(pooled, values), trace)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var inputGradient = Tensor<Element>(trace.layout.shape)
    guard trace.layout.time > 0 else { return inputGradient }
    switch operation {
    case .max:
      Element.maxPoolBackward(
        window(trace.layout), places: trace.places, outputGradient.elements,
        into: &inputGradient.elements)
    case .mean:
      Element.meanPoolBackward(
        window(trace.layout), outputGradient.elements, into: &inputGradient.elements)
    case .last, .ends:
      for (step, columns) in selections(trace.layout) {
        Element.copyRows(outputGradient.elements, columns, to: &inputGradient.elements, step)
      }
    }
    return inputGradient
  }

  /// One window over all steps.
  private func window(_ layout: SequenceLayout) -> SlidingWindow {
    SlidingWindow(
      .pooling(size: layout.time, stride: layout.time, padding: .same), over: layout)
  }

  /// Where each taken piece lies in the input, and where in the output.
  private func selections(_ layout: SequenceLayout) -> [(MatrixRegion, MatrixRegion)] {
    let width = operation == .ends ? outputFeatures / 2 : outputFeatures
    return layout.lengths.enumerated().filter { $0.element > 0 }.flatMap { sequence, length in
      (0..<(operation == .ends ? 2 : 1)).map { half in
        let step = half == 0 ? length - 1 : 0
        let row = step * layout.batch + sequence
        return (
          MatrixRegion(offset: row * outputFeatures + half * width, rows: 1, columns: width),
          MatrixRegion(offset: sequence * outputFeatures + half * width, rows: 1, columns: width)
        )
      }
    }
  }
}
