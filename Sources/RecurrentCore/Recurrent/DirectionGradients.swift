/// The loss's gradients by what a `DirectionTrace` holds, in its layout.
package struct DirectionGradients<Element: SequenceKernels>: Sendable {
  var states: [Element]
  /// By the LSTM's cell, of one step, `(batch, hidden)`.
  var cell: [Element]
  /// By the sums of the gates.
  var gates: [Element]
  var memo: [Element]
  /// By each unit's leak.
  var leak: [Element]
  /// By a step's dropped state, `(batch, hidden)`, or empty.
  var dropped: [Element]
}

extension DirectionGradients where Element: KernelElement {
  /// Zeros; but with `setsAllGates`, for a walk that takes all steps, the gates are unset.
  init(_ trace: DirectionTrace<Element>, setsAllGates: Bool) {
    states = Element.zeros(trace.states.count)
    cell = Element.zeros(trace.cells.isEmpty ? 0 : trace.stepCount)
    gates = setsAllGates ? Element.unset(trace.gates.count) : Element.zeros(trace.gates.count)
    memo = Element.zeros(trace.memo.count)
    leak = Element.zeros(trace.leak.count)
    dropped = Element.zeros(trace.recurrentMask.count)
  }

  /// Takes the gradient by some gates' sums through their products to the state before.
  mutating func addProductBackward(
    _ time: Int, gates columns: Range<Int>, _ trace: DirectionTrace<Element>,
    _ weights: DirectionWeights<Element>
  ) {
    addProductBackward(
      time, from: MatrixOperand(gates, trace.gateColumns(columns, time)),
      weights.recurrent(gates: columns), trace)
  }

  /// Takes the gradient by a product through its weights to the state before.
  mutating func addProductBackward(
    _ time: Int, from sums: MatrixOperand<Element>, _ weight: MatrixOperand<Element>,
    _ trace: DirectionTrace<Element>
  ) {
    let offset = trace.stateOffset(time, lag: 1)
    if trace.recurrentMask.isEmpty {
      let region = MatrixRegion(offset: offset, rows: trace.batch, columns: trace.hidden)
      Element.multiply(sums, weight, into: &states, region, accumulate: true)
    } else {
      let region = MatrixRegion(rows: trace.batch, columns: trace.hidden)
      Element.multiply(sums, weight, into: &dropped, region, accumulate: false)
      Element.applyMask(
        trace.recurrentMask, to: dropped, offset: 0, into: &states, offset: offset,
        accumulate: true)
    }
  }

  /// Adds the memo's gradient, which is that by the state that products take, to the state's.
  mutating func addStateGradient(_ time: Int, _ trace: DirectionTrace<Element>) {
    let from = trace.stepRegion(time).offset
    let to = trace.stateOffset(time, lag: 1)
    if trace.recurrentMask.isEmpty {
      Element.add(memo, offset: from, count: trace.stepCount, to: &states, offset: to)
    } else {
      Element.applyMask(
        trace.recurrentMask, to: memo, offset: from, into: &states, offset: to,
        accumulate: true)
    }
  }

  /// Takes the gradient by the gates' sums to the state that the skip connection saw.
  mutating func addSkipBackward(
    _ time: Int, _ trace: DirectionTrace<Element>, _ weights: DirectionWeights<Element>
  ) {
    Element.multiply(
      MatrixOperand(gates, trace.gateColumns(0..<trace.gateCount, time)),
      MatrixOperand(weights.skip, rows: weights.rows, columns: weights.hidden), into: &states,
      MatrixRegion(
        offset: trace.stateOffset(time, lag: trace.lag), rows: trace.batch,
        columns: trace.hidden),
      accumulate: true)
  }

  /// Sets the gradients a pass starts from: by its steps' outputs and by the final state.
  mutating func begin(
    _ pass: BackwardPass, _ outputs: Tensor<Element>?, final: DirectionState<Element>?,
    _ trace: DirectionTrace<Element>, isMirrored: Bool
  ) {
    let times = trace.timeIndices(pass.steps)
    Element.clear(
      &states, offset: times.lowerBound * trace.stepCount,
      count: (times.count + trace.lag) * trace.stepCount)
    if let outputs {
      let stride = outputs.shape[.features]
      Element.copyOutputs(
        outputs.elements, to: &states,
        trace.outputBlock(
          trace.timeIndices(pass.outputs), stride: stride,
          column: trace.isReversed ? stride - trace.hidden : 0, isMirrored: isMirrored),
        lengths: trace.lengths)
    }
    Element.clear(&cell, offset: 0, count: cell.count)
    guard pass.isLast, let final else { return }
    for back in 0..<trace.lag {
      Element.add(
        final.hidden.elements, offset: (trace.lag - 1 - back) * trace.stepCount,
        count: trace.stepCount, to: &states,
        offset: trace.stateOffset(trace.timeIndex(trace.time - 1), lag: back))
    }
    if let gradient = final.cell { cell = gradient.elements }
  }

  /// Adds what a pass gave to the sums over passes.
  mutating func addPass(
    _ pass: BackwardPass, _ walk: DirectionGradients, _ trace: DirectionTrace<Element>
  ) {
    let times = trace.timeIndices(pass.steps)
    let row = trace.batch * trace.gateStride
    Element.add(
      walk.gates, offset: times.lowerBound * row, count: times.count * row, to: &gates,
      offset: times.lowerBound * row)
    if !memo.isEmpty {
      let offset = times.lowerBound * trace.stepCount
      Element.add(
        walk.memo, offset: offset, count: times.count * trace.stepCount, to: &memo,
        offset: offset)
    }
    guard pass.steps.lowerBound == 0 else { return }
    let initial = trace.initialOffset
    Element.add(
      walk.states, offset: initial, count: trace.lag * trace.stepCount, to: &states,
      offset: initial)
    Element.add(walk.cell, offset: 0, count: cell.count, to: &cell, offset: 0)
  }

  /// The gradient by the state before the first step.
  func initialState(_ trace: DirectionTrace<Element>) -> DirectionState<Element> {
    var hidden = Element.zeros(trace.lag * trace.stepCount)
    for back in 1...trace.lag {
      Element.add(
        states, offset: trace.stateOffset(trace.timeIndex(0), lag: back), count: trace.stepCount,
        to: &hidden, offset: (trace.lag - back) * trace.stepCount)
    }
    return trace.state(hidden: hidden, cell: cell.isEmpty ? nil : cell)
  }
}
