/// What a convolution's weights start from.
package enum ConvolutionStart: String, Codable, Sendable, CaseIterable {
  /// Uniform within `1 / sqrt(fan in)`, biases too: `torch.nn.Conv1d`.
  case fanIn = "fan_in"
  /// Uniform with variance `2 / (fan in + fan out)`, biases zero: Keras (Glorot & Bengio 2010).
  case glorot
  /// Uniform with variance `2 / fan in`, biases zero: signals keep their size through deep stacks of
  /// convolutions and rectifiers without normalisation (He et al. 2015).
  case he
}

/// A convolution over time: read in place with stride 1, as a product of gathered windows otherwise.
package struct Convolution<Element: KernelElement>: Layer {
  package let inputFeatures: Int
  package let outputFeatures: Int
  package let geometry: WindowGeometry
  package let hasBias: Bool
  package let start: ConvolutionStart

  package init(
    inputFeatures: Int, outputFeatures: Int, geometry: WindowGeometry, hasBias: Bool = true,
    start: ConvolutionStart = .fanIn
  ) {
    self.inputFeatures = inputFeatures
    self.outputFeatures = outputFeatures
    self.geometry = geometry
    self.hasBias = hasBias
    self.start = start
  }

  /// `weight (outputs, inputs, taps)` and `bias (outputs)`, as in `torch.nn.Conv1d`.
  package var parameters: [ParameterDeclaration] {
    let fanIn = Double(inputFeatures * geometry.taps)
    let plain = Initialiser.uniform(bound: 1 / fanIn.squareRoot())
    let (weight, bias): (Initialiser, Initialiser) =
      switch start {
      case .fanIn: (plain, plain)
      case .glorot:
        (
          .uniform(bound: (6 / (fanIn + Double(outputFeatures * geometry.taps))).squareRoot()),
          .constant(0)
        )
      case .he: (.uniform(bound: (6 / fanIn).squareRoot()), .constant(0))
      }
    let shape = Shape([
      .outputs: outputFeatures, .inputs: inputFeatures, .taps: geometry.taps,
    ])
    var all = [ParameterDeclaration("weight", shape, weight)]
    if hasBias {
      all.append(ParameterDeclaration("bias", Shape([.outputs: outputFeatures]), bias))
    }
    return all
  }

  package var receptiveField: ReceptiveField { geometry.receptiveField }
  package func outputSteps(_ steps: Int) -> Int { geometry.outputSteps(steps) }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: SequenceBatch<Element>) {
    (output(input, parameters), input)
  }

  /// - Parameter rectified: whether ReLU is applied.
  func output(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>, rectified: Bool = false
  ) -> SequenceBatch<Element> {
    let window = SlidingWindow(geometry, over: input.layout)
    let layout = window.output.with(features: outputFeatures)
    var values: [Element]
    if geometry.stride == 1 {
      let shape = shape(window)
      values = Element.convolve(
        shape, input.values.elements, Element.packed(parameters["weight"].elements, shape),
        bias: hasBias ? parameters["bias"].elements : nil, rectified: rectified)
    } else {
      values = gatheredProducts(input, window, parameters["weight"])
      if hasBias { Element.addToRows(parameters["bias"].elements, &values) }
      if rectified { values = Element.activate(.relu, values) }
    }
    Element.clearPadding(&values, layout)
    return SequenceBatch(layout, values)
  }

  package func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ input: SequenceBatch<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) {
    guard geometry.stride == 1 else {
      _ = backward(outputGradient, input, parameters, &gradients)
      return
    }
    if hasBias {
      Element.addRowSums(outputGradient.elements, to: &gradients["bias"].elements)
    }
    Element.addWeightGradient(
      shape(SlidingWindow(geometry, over: input.layout)), input.values.elements,
      outputGradient.elements, to: &gradients["weight"].elements)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ input: SequenceBatch<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    let window = SlidingWindow(geometry, over: input.layout)
    if geometry.stride == 1 {
      addParameterGradients(outputGradient, input, parameters, &gradients)
      let shape = shape(window)
      let reversed = Element.packedReversed(parameters["weight"].elements, shape)
      var values = Element.convolve(shape.reversed, outputGradient.elements, reversed)
      Element.clearPadding(&values, input.layout)
      return Tensor(input.values.shape, values)
    }
    if hasBias {
      Element.addRowSums(outputGradient.elements, to: &gradients["bias"].elements)
    }
    let weight = Element.tapsOutward(parameters["weight"])
    var weightGradient = Element.zeros(weight.count)
    var inputGradient = Tensor<Element>(input.values.shape)
    var columns = Element.zeros(blockSteps(window) * input.batch * window.width)
    for steps in blocks(window) {
      let rows = steps.count * input.batch
      let region = region(steps, input.batch)
      let columnRegion = MatrixRegion(rows: rows, columns: window.width)
      Element.gatherWindows(window, steps: steps, input.values.elements, into: &columns)
      Element.multiply(
        MatrixOperand(outputGradient.elements, region, transposed: true),
        MatrixOperand(columns, columnRegion), into: &weightGradient,
        MatrixRegion(rows: outputFeatures, columns: window.width), accumulate: true)
      Element.multiply(
        MatrixOperand(outputGradient.elements, region),
        MatrixOperand(weight, rows: outputFeatures, columns: window.width), into: &columns,
        columnRegion, accumulate: false)
      Element.scatterWindows(window, steps: steps, columns, into: &inputGradient.elements)
    }
    Element.addTapsInward(weightGradient, to: &gradients["weight"])
    Element.clearPadding(&inputGradient.elements, input.layout)
    return inputGradient
  }

  private func gatheredProducts(
    _ input: SequenceBatch<Element>, _ window: SlidingWindow, _ weight: Tensor<Element>
  ) -> [Element] {
    let weight = Element.tapsOutward(weight)
    var values = Element.zeros(window.output.with(features: outputFeatures).count)
    var columns = Element.zeros(blockSteps(window) * input.batch * window.width)
    for steps in blocks(window) {
      let rows = steps.count * input.batch
      Element.gatherWindows(window, steps: steps, input.values.elements, into: &columns)
      Element.multiply(
        MatrixOperand(columns, rows: rows, columns: window.width),
        MatrixOperand(weight, rows: outputFeatures, columns: window.width, transposed: true),
        into: &values, region(steps, input.batch), accumulate: false)
    }
    return values
  }

  private func shape(_ window: SlidingWindow) -> ConvolutionShape {
    ConvolutionShape(
      time: window.input.time, batch: window.input.batch, inputs: inputFeatures,
      outputs: outputFeatures, taps: geometry.taps, dilation: geometry.dilation,
      before: geometry.before, outputTime: window.output.time)
  }

  /// Output steps whose windows together stay in the second-level cache.
  private func blockSteps(_ window: SlidingWindow) -> Int {
    let step = max(1, window.input.batch * window.width)
    return min(window.output.time, max(1, 65_536 / step))
  }

  private func blocks(_ window: SlidingWindow) -> [Range<Int>] {
    let size = max(1, blockSteps(window))
    return stride(from: 0, to: window.output.time, by: size).map {
      $0..<min($0 + size, window.output.time)
    }
  }

  private func region(_ steps: Range<Int>, _ batch: Int) -> MatrixRegion {
    MatrixRegion(
      offset: steps.lowerBound * batch * outputFeatures, rows: steps.count * batch,
      columns: outputFeatures)
  }
}
