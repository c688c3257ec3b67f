/// A stack of recurrent layers, each in one or two directions.
///
/// Input `(time, batch, inputFeatures)`; output `(time, batch, directions * hiddenSize)`, or one step
/// of it: the way on first, then the way back. Sequences end at their own length in both directions,
/// as PyTorch's packed sequences do. Parameters have PyTorch's names, shapes and order.
package struct RecurrentLayer<Element: KernelElement>: Layer {
  /// What each layer of the stack saw and did.
  package struct Trace: Sendable {
    /// The inputs of each layer, after dropout.
    var inputs: [SequenceBatch<Element>] = []
    /// What dropout multiplied each layer's input by, `(batch, features)`; empty if nothing.
    var inputMasks: [[Element]] = []
    var directions: [[DirectionTrace<Element>]] = []

    /// The states after the last step of each direction.
    package var finalState: RecurrentState<Element> {
      RecurrentState(directions: directions.flatMap { $0.map(\.finalState) })
    }
  }

  package let configuration: RecurrentConfiguration
  private let stack: [[RecurrentDirection]]

  package init(_ configuration: RecurrentConfiguration) {
    configuration.checkRanges()
    self.configuration = configuration
    stack = (0..<configuration.layers).map { layer in
      (0..<configuration.directionCount).map {
        RecurrentDirection(configuration, layer: layer, isReversed: $0 == 1)
      }
    }
  }

  package var outputFeatures: Int { configuration.layerFeatures }

  package var receptiveField: ReceptiveField {
    ReceptiveField(
      stride: 1, before: nil,
      after: configuration.direction == .forward && configuration.output == .all ? 0 : nil)
  }

  package func outputSteps(_ steps: Int) -> Int {
    configuration.output == .last ? min(1, steps) : steps
  }

  package var parameters: [ParameterDeclaration] {
    stack.flatMap { $0.filter { !$0.isMirrored }.flatMap(\.parameters) }
  }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    forward(input, parameters, &context, initial: nil)
  }

  /// As the protocol's, from given states instead of zeros.
  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext, initial: RecurrentState<Element>?
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    precondition(
      input.features == configuration.inputFeatures,
      "\(input.features) input features, not \(configuration.inputFeatures)")
    precondition(
      initial.map { $0.directions.count == configuration.layers * configuration.directionCount }
        ?? true, "\(initial?.directions.count ?? 0) states")
    var trace = Trace()
    var values = input
    for (layer, directions) in stack.enumerated() {
      let mask = inputMask(layer, values, &context)
      var masked = values
      if !mask.isEmpty { multiplySteps(&masked.values, by: mask) }
      var walks: [DirectionTrace<Element>] = []
      for (index, direction) in directions.enumerated() {
        walks.append(
          direction.forward(
            masked, parameters, recurrentMask: recurrentMask(values.batch, &context),
            initial: initial?.directions[layer * directions.count + index]))
      }
      trace.inputs.append(masked)
      trace.inputMasks.append(mask)
      trace.directions.append(walks)
      if givesFinalStates(layer, values) {
        return (SequenceBatch(finalStates(walks, directions)), trace)
      }
      var output = Tensor<Element>(outputShape(values))
      for (index, walk) in walks.enumerated() {
        Element.copyStates(
          walk.states, to: &output.elements,
          walk.outputBlock(
            0..<values.time, stride: outputFeatures, column: index * configuration.hiddenSize,
            isMirrored: directions[index].isMirrored),
          lengths: walk.lengths)
      }
      if isResidual(layer) { add(values.values, to: &output) }
      values.values = output
    }
    return (configuration.output == .last ? lastStates(values) : values, trace)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    backward(outputGradient, final: nil, trace, parameters, &gradients).input
  }

  package func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) {
    _ = walkBack(
      outputGradient, final: nil, trace, parameters, &gradients, needsInputGradient: false)
  }

  /// As the protocol's, with the gradient by the final states too.
  ///
  /// - Returns: the gradients by the input and by the initial states.
  package func backward(
    _ outputGradient: Tensor<Element>, final: RecurrentState<Element>?, _ trace: Trace,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> (input: Tensor<Element>, initial: RecurrentState<Element>) {
    walkBack(outputGradient, final: final, trace, parameters, &gradients, needsInputGradient: true)
  }

  /// `backward`; the gradient by the input is zero unless it is needed.
  private func walkBack(
    _ outputGradient: Tensor<Element>, final: RecurrentState<Element>?, _ trace: Trace,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>,
    needsInputGradient: Bool
  ) -> (input: Tensor<Element>, initial: RecurrentState<Element>) {
    let finalLayer =
      final == nil && givesFinalStates(stack.count - 1, trace.inputs[stack.count - 1])
      ? stack.count - 1 : nil
    var gradient =
      configuration.output == .last && finalLayer == nil
      ? lastStatesBackward(outputGradient, trace.inputs[0]) : outputGradient
    var initial: [DirectionState<Element>] = []
    for (layer, directions) in stack.enumerated().reversed() {
      let input = trace.inputs[layer]
      var below = Tensor<Element>(input.values.shape)
      var states: [DirectionState<Element>] = []
      for (index, direction) in directions.enumerated() {
        let walk = trace.directions[layer][index]
        let isFinal = layer == finalLayer
        states.append(
          direction.backward(
            isFinal ? nil : gradient,
            final: isFinal
              ? walk.finalGradient(gradient, column: index * configuration.hiddenSize, direction)
              : final?.directions[layer * directions.count + index],
            walk, input: input, parameters, &gradients,
            inputGradient: &below, needsInputGradient: needsInputGradient || layer > 0))
      }
      if !trace.inputMasks[layer].isEmpty {
        multiplySteps(&below, by: trace.inputMasks[layer])
      }
      if isResidual(layer) { add(gradient, to: &below) }
      initial = states + initial
      gradient = below
    }
    return (gradient, RecurrentState(directions: initial))
  }

  private func isResidual(_ layer: Int) -> Bool { configuration.isResidual && layer > 0 }

  /// Whether the layer's output is its directions' final states, so that nothing else need be copied.
  private func givesFinalStates(_ layer: Int, _ input: SequenceBatch<Element>) -> Bool {
    configuration.output == .last && layer == configuration.layers - 1 && !isResidual(layer)
      && input.time > 0 && input.isFull
  }

  /// The states after the last step of each direction, `(1, batch, features)`.
  private func finalStates(
    _ walks: [DirectionTrace<Element>], _ directions: [RecurrentDirection]
  ) -> Tensor<Element> {
    var last = Tensor<Element>(
      .sequences(time: 1, batch: walks[0].batch, features: outputFeatures))
    for (index, walk) in walks.enumerated() {
      Element.copyStates(
        walk.states, to: &last.elements,
        walk.finalBlock(
          stride: outputFeatures, column: index * configuration.hiddenSize,
          statesOffset: walk.stateOffset(walk.timeIndex(walk.time - 1)),
          isMirrored: directions[index].isMirrored),
        lengths: [])
    }
    return last
  }

  private func outputShape(_ batch: SequenceBatch<Element>) -> Shape {
    .sequences(time: batch.time, batch: batch.batch, features: outputFeatures)
  }

  private func add(_ values: Tensor<Element>, to sum: inout Tensor<Element>) {
    Element.add(
      values.elements, offset: 0, count: values.elements.count, to: &sum.elements, offset: 0)
  }

  /// Multiplies every step by one mask.
  private func multiplySteps(_ tensor: inout Tensor<Element>, by mask: [Element]) {
    let values = tensor.elements
    for step in 0..<tensor.shape[.time] {
      Element.applyMask(
        mask, to: values, offset: step * mask.count, into: &tensor.elements,
        offset: step * mask.count, accumulate: false)
    }
  }

  private func inputMask(
    _ layer: Int, _ input: SequenceBatch<Element>, _ context: inout ForwardContext
  ) -> [Element] {
    let dropout = configuration.dropout
    return context.dropoutMask(
      layer == 0 ? dropout.input : dropout.betweenLayers, count: input.batch * input.features)
  }

  private func recurrentMask(_ batch: Int, _ context: inout ForwardContext) -> [Element] {
    context.dropoutMask(
      configuration.dropout.recurrent, count: batch * configuration.hiddenSize)
  }

  private func lastStates(_ states: SequenceBatch<Element>) -> SequenceBatch<Element> {
    var last = Tensor<Element>(
      .sequences(time: 1, batch: states.batch, features: outputFeatures))
    Element.lastOutputs(
      states.values.elements, features: outputFeatures, onward: configuration.hiddenSize,
      lengths: states.lengths.map { Int32($0) }, into: &last.elements)
    return SequenceBatch(last, lengths: states.lengths.map { min(1, $0) })
  }

  private func lastStatesBackward(
    _ gradient: Tensor<Element>, _ input: SequenceBatch<Element>
  ) -> Tensor<Element> {
    var result = Tensor<Element>(outputShape(input))
    Element.lastOutputsBackward(
      gradient.elements, features: outputFeatures, onward: configuration.hiddenSize,
      lengths: input.lengths.map { Int32($0) }, to: &result.elements)
    return result
  }
}

extension ForwardContext {
  /// Zeros in that share of places and `1 / (1 - share)` in the others; empty if nothing drops.
  fileprivate mutating func dropoutMask<Element: KernelElement>(
    _ share: Double, count: Int
  ) -> [Element] {
    guard isTraining, share > 0 else { return [] }
    let kept = Element(1 / (1 - share))
    return (0..<count).map { _ in generator.uniform() < share ? 0 : kept }
  }
}
