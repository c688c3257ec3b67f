/// One direction of one layer: a walk over all time steps and the walk back.
struct RecurrentDirection: Sendable {
  let configuration: RecurrentConfiguration
  let cell: any RecurrentCell
  let layer: Int
  let isReversed: Bool

  init(_ configuration: RecurrentConfiguration, layer: Int, isReversed: Bool) {
    self.configuration = configuration
    cell = configuration.cell.implementation
    self.layer = layer
    self.isReversed = isReversed
  }

  /// Whether it reads and gives features in reverse order, with the other direction's weights.
  var isMirrored: Bool { isReversed && configuration.direction == .reverseComplement }
  private var isSkipping: Bool { configuration.skip != nil }

  var names: DirectionParameterNames {
    DirectionParameterNames(layer: layer, isReversed: isReversed && !isMirrored)
  }

  func weights<Element: KernelElement>(
    _ parameters: ParameterSet<Element>
  ) -> DirectionWeights<Element> {
    DirectionWeights(parameters, names, configuration.leak, isMirrored: isMirrored)
  }

  func forward<Element: KernelElement>(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    recurrentMask: [Element], initial: DirectionState<Element>?
  ) -> DirectionTrace<Element> {
    let weights = weights(parameters)
    var trace = DirectionTrace(
      input, configuration, cell, isReversed: isReversed, leak: weights.leak,
      recurrentMask: recurrentMask, initial: initial)
    let together = max(1, Self.rowsTogether / max(1, input.batch))
    for step in 0..<input.time {
      if step.isMultiple(of: together) {
        let steps = step..<min(step + together, input.time)
        addInput(input, times: trace.timeIndices(steps), &trace, weights)
      }
      let time = trace.timeIndex(step)
      if isSkipping {
        Element.multiply(
          trace.stateOperand(time, lag: trace.lag),
          MatrixOperand(weights.skipTransposed, rows: weights.hidden, columns: weights.rows),
          into: &trace.gates, trace.gateColumns(0..<trace.gateCount, time), accumulate: true)
      }
      if !recurrentMask.isEmpty {
        Element.applyMask(
          recurrentMask, to: trace.states, offset: trace.stateOffset(time, lag: 1),
          into: &trace.dropped, offset: trace.stepRegion(time).offset, accumulate: false)
      }
      cell.forward(time, &trace, weights)
    }
    return trace
  }

  /// Rows of input that are multiplied together: enough for the product, few enough for their sums to
  /// stay in the cache until the steps that take them.
  private static var rowsTogether: Int { 64 }

  /// Sets the sums of the gates of some time steps to what comes from the input and the biases.
  private func addInput<Element: KernelElement>(
    _ input: SequenceBatch<Element>, times: Range<Int>, _ trace: inout DirectionTrace<Element>,
    _ weights: DirectionWeights<Element>
  ) {
    cell.prepare(times, &trace, weights)
    let rows = trace.rows(times)
    Element.multiply(
      MatrixOperand(
        input.values.elements,
        MatrixRegion(
          offset: rows.lowerBound * input.features, rows: rows.count, columns: input.features)),
      MatrixOperand(weights.inputTransposed, rows: weights.inputFeatures, columns: weights.rows),
      into: &trace.gates,
      MatrixRegion(
        offset: rows.lowerBound * weights.rows, rows: rows.count, columns: weights.rows),
      accumulate: true)
  }

  /// Adds the gradients by the parameters and, if needed, the input.
  ///
  /// - Parameters:
  ///   - outputs: the gradient by the layer's outputs, `(time, batch, layerFeatures)`; none if the
  ///     final state alone is used.
  ///   - final: the gradient by the state after the last step.
  /// - Returns: the gradient by the state before the first step.
  func backward<Element: KernelElement>(
    _ outputs: Tensor<Element>?, final: DirectionState<Element>?,
    _ trace: DirectionTrace<Element>, input: SequenceBatch<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>,
    inputGradient: inout Tensor<Element>, needsInputGradient: Bool = true
  ) -> DirectionState<Element> {
    let weights = weights(parameters)
    let (sums, initial) = walkBack(outputs, final: final, trace, weights)
    addParameterGradients(sums, trace, input: input, weights, &gradients)
    guard needsInputGradient else { return initial }
    let rows = input.time * input.batch
    Element.multiply(
      MatrixOperand(sums.gates, rows: rows, columns: weights.rows),
      MatrixOperand(weights.input, rows: weights.rows, columns: input.features),
      into: &inputGradient.elements, MatrixRegion(rows: rows, columns: input.features),
      accumulate: true)
    return initial
  }

  /// The gradients by all sums, and by the state before the first step.
  private func walkBack<Element: KernelElement>(
    _ outputs: Tensor<Element>?, final: DirectionState<Element>?,
    _ trace: DirectionTrace<Element>, _ weights: DirectionWeights<Element>
  ) -> (sums: DirectionGradients<Element>, initial: DirectionState<Element>) {
    let passes = passes(over: trace.time)
    let isWhole = passes.count == 1 && passes[0].steps.count == trace.time
    var walk = DirectionGradients(trace, setsAllGates: isWhole)
    var total = isWhole ? nil : walk
    for pass in passes {
      walk.begin(pass, outputs, final: final, trace, isMirrored: isMirrored)
      for step in pass.steps.reversed() {
        let time = trace.timeIndex(step)
        cell.backward(time, trace, weights, &walk)
        if isSkipping { walk.addSkipBackward(time, trace, weights) }
      }
      total?.addPass(pass, walk, trace)
    }
    if var total {
      total.leak = walk.leak
      return (total, total.initialState(trace))
    }
    return (walk, walk.initialState(trace))
  }

  /// The passes back through time, in the order of the steps whose outputs they start from.
  private func passes(over time: Int) -> [BackwardPass] {
    guard let truncation = configuration.truncation, truncation.step < time else {
      let horizon = configuration.truncation?.horizon ?? time
      return [BackwardPass(outputs: 0..<time, steps: max(0, time - horizon)..<time, isLast: true)]
    }
    return stride(from: 0, to: time, by: truncation.step).map { start in
      let end = min(start + truncation.step, time)
      return BackwardPass(
        outputs: start..<end, steps: max(0, end - truncation.horizon)..<end, isLast: end == time)
    }
  }

  private func addParameterGradients<Element: KernelElement>(
    _ sums: DirectionGradients<Element>, _ trace: DirectionTrace<Element>,
    input: SequenceBatch<Element>, _ weights: DirectionWeights<Element>,
    _ gradients: inout ParameterSet<Element>
  ) {
    let names = names
    let rows = input.time * input.batch
    let all = MatrixOperand(sums.gates, rows: rows, columns: weights.rows, transposed: true)
    let inputs = MatrixOperand(input.values.elements, rows: rows, columns: input.features)
    let region = MatrixRegion(rows: weights.rows, columns: input.features)
    if isMirrored {
      var mirrored = Element.zeros(weights.input.count)
      Element.multiply(all, inputs, into: &mirrored, region, accumulate: false)
      Element.addMirrored(
        mirrored, rows: weights.rows, columns: input.features,
        to: &gradients[names.inputWeight].elements)
    } else {
      Element.multiply(
        all, inputs, into: &gradients[names.inputWeight].elements, region, accumulate: true)
    }
    Element.addRowSums(
      sums.gates, MatrixRegion(rows: rows, columns: weights.rows),
      to: &gradients[names.inputBias].elements, offset: 0)
    var bias = Element.zeros(weights.rows)
    if configuration.hasRecurrentBias {
      swap(&bias, &gradients[names.recurrentBias].elements)
    }
    cell.addWeightGradients(
      trace, sums, weight: &gradients[names.recurrentWeight].elements, bias: &bias)
    if configuration.hasRecurrentBias { gradients[names.recurrentBias].elements = bias }
    if isSkipping {
      Element.multiply(
        all, trace.statesBefore(trace.lag), into: &gradients[names.skipWeight].elements,
        MatrixRegion(rows: weights.rows, columns: weights.hidden), accumulate: true)
    }
    if case .trained = configuration.leak {
      for (unit, leak) in weights.leak.enumerated() {
        gradients[names.leak].elements[unit] += sums.leak[unit] * leak * (1 - leak)
      }
    }
  }
}

/// One pass back through time, in steps taken: from the outputs of some steps through `steps`.
struct BackwardPass: Sendable {
  let outputs: Range<Int>
  let steps: Range<Int>
  /// Whether it starts from the final state.
  let isLast: Bool
}
