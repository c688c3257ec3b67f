/// The states and activations of one direction of one layer: workspace forward, trace backward.
///
/// States lie in the order of time, with room for the `lag` states before the first step: in front
/// for the way on, behind for the way back. So the states before all steps are one matrix too.
package struct DirectionTrace<Element: SequenceKernels>: Sendable {
  let time: Int
  let batch: Int
  let hidden: Int
  let gateCount: Int
  let lag: Int
  let isReversed: Bool
  /// The sequences' lengths; empty if all are full.
  let lengths: [Int32]
  /// Each unit's leak; empty if none.
  let leak: [Element]
  /// What recurrent dropout multiplies states by, `(batch, hidden)`; empty if none.
  let recurrentMask: [Element]
  /// `(time + lag, batch, hidden)`.
  var states: [Element]
  /// The LSTM's `(time + 1, batch, hidden)`, or empty.
  var cells: [Element]
  /// `(time, batch, gates * hidden)`.
  var gates: [Element]
  /// The cell's own `(time, batch, hidden)`, or empty.
  var memo: [Element]
  /// The states before each step after recurrent dropout, `(time, batch, hidden)`, or empty.
  var dropped: [Element]

  /// Elements from row to row of the gates.
  var gateStride: Int { gateCount * hidden }
  var stepCount: Int { batch * hidden }

  /// The first element of the state `lag` steps before that of a time step.
  func stateOffset(_ time: Int, lag back: Int = 0) -> Int {
    (isReversed ? time + back : time + lag - back) * stepCount
  }

  func cellOffset(_ time: Int, lag back: Int = 0) -> Int {
    (isReversed ? time + back : time + 1 - back) * stepCount
  }

  /// The time index of the n-th step taken.
  func timeIndex(_ step: Int) -> Int { isReversed ? time - 1 - step : step }

  /// The time indices of a range of steps taken.
  func timeIndices(_ steps: Range<Int>) -> Range<Int> {
    isReversed ? time - steps.upperBound..<time - steps.lowerBound : steps
  }

  /// The rows of some time steps in the gates and the memo.
  func rows(_ times: Range<Int>) -> Range<Int> {
    times.lowerBound * batch..<times.upperBound * batch
  }

  /// The first element of the states before the first step.
  var initialOffset: Int { isReversed ? time * stepCount : 0 }

  /// A time step in the memo.
  func stepRegion(_ time: Int) -> MatrixRegion {
    MatrixRegion(offset: time * stepCount, rows: batch, columns: hidden)
  }

  /// Some gates of one time step.
  func gateColumns(_ gates: Range<Int>, _ time: Int) -> MatrixRegion {
    MatrixRegion(
      offset: time * batch * gateStride + gates.lowerBound * hidden, rows: batch,
      columns: gates.count * hidden, rowStride: gateStride)
  }

  /// Some gates of all time steps.
  func gateColumns(_ gates: Range<Int>) -> MatrixRegion {
    MatrixRegion(
      offset: gates.lowerBound * hidden, rows: time * batch, columns: gates.count * hidden,
      rowStride: gateStride)
  }

  /// The states before all steps, in the order of time, `back` steps before.
  func statesBefore(_ back: Int) -> MatrixOperand<Element> {
    MatrixOperand(
      states,
      MatrixRegion(offset: stateOffset(0, lag: back), rows: time * batch, columns: hidden))
  }

  /// The states that recurrent products take, of all steps.
  var productOperand: MatrixOperand<Element> {
    recurrentMask.isEmpty
      ? statesBefore(1) : MatrixOperand(dropped, rows: time * batch, columns: hidden)
  }

  /// The states that the recurrent products of one step take.
  func productOperand(_ time: Int) -> MatrixOperand<Element> {
    recurrentMask.isEmpty
      ? stateOperand(time, lag: 1) : MatrixOperand(dropped, stepRegion(time))
  }

  /// The states some steps before one step.
  func stateOperand(_ time: Int, lag back: Int) -> MatrixOperand<Element> {
    MatrixOperand(
      states,
      MatrixRegion(offset: stateOffset(time, lag: back), rows: batch, columns: hidden))
  }

  /// The block of the outputs that shows the states of some time steps.
  func outputBlock(_ steps: Range<Int>, stride: Int, column: Int, isMirrored: Bool) -> OutputBlock {
    OutputBlock(
      steps: steps, batch: batch, hidden: hidden, stride: stride, column: column,
      statesOffset: stateOffset(steps.lowerBound), isMirrored: isMirrored)
  }

  /// The block of an output of one step that shows one state, wherever that lies.
  func finalBlock(stride: Int, column: Int, statesOffset: Int, isMirrored: Bool) -> OutputBlock {
    OutputBlock(
      steps: 0..<1, batch: batch, hidden: hidden, stride: stride, column: column,
      statesOffset: statesOffset, isMirrored: isMirrored)
  }
}

extension DirectionTrace where Element: KernelElement {
  /// For a walk over the sequences from the given states or zero states. The gates are unset: the walk
  /// prepares each step's before it takes it.
  init(
    _ batch: SequenceBatch<Element>, _ configuration: RecurrentConfiguration,
    _ cell: any RecurrentCell, isReversed: Bool, leak: [Element], recurrentMask: [Element],
    initial: DirectionState<Element>?
  ) {
    time = batch.time
    self.batch = batch.batch
    hidden = configuration.hiddenSize
    gateCount = cell.gates
    lag = configuration.lag
    self.isReversed = isReversed
    lengths = batch.isFull ? [] : batch.lengths.map { Int32($0) }
    self.leak = leak
    self.recurrentMask = recurrentMask
    let step = batch.batch * configuration.hiddenSize
    states = Element.zeros((time + lag) * step)
    cells = Element.zeros(cell.hasCellState ? (time + 1) * step : 0)
    gates = Element.unset(time * step * cell.gates)
    memo = Element.zeros(cell.hasMemo ? time * step : 0)
    dropped = Element.zeros(recurrentMask.isEmpty ? 0 : time * step)
    if let initial { take(initial) }
  }

  /// Adds the recurrent product to the sums of some gates.
  mutating func addProduct(
    _ time: Int, gates columns: Range<Int>, _ weights: DirectionWeights<Element>
  ) {
    Element.multiply(
      productOperand(time), weights.recurrentTransposed(gates: columns), into: &gates,
      gateColumns(columns, time), accumulate: true)
  }

  /// Adds the recurrent product of one gate to the memo.
  mutating func addProductToMemo(
    _ time: Int, gates columns: Range<Int>, _ weights: DirectionWeights<Element>
  ) {
    Element.multiply(
      productOperand(time), weights.recurrentTransposed(gates: columns), into: &memo,
      stepRegion(time), accumulate: true)
  }

  /// Sets the states before the first step.
  private mutating func take(_ initial: DirectionState<Element>) {
    precondition(
      initial.hidden.shape == .sequences(time: lag, batch: batch, features: hidden),
      "state \(initial.hidden.shape) for lag \(lag), batch \(batch), hidden \(hidden)")
    for back in 1...lag {
      Element.add(
        initial.hidden.elements, offset: (lag - back) * stepCount, count: stepCount, to: &states,
        offset: stateOffset(timeIndex(0), lag: back))
    }
    guard let cell = initial.cell else { return }
    precondition(!cells.isEmpty, "a cell state for a cell without one")
    Element.add(
      cell.elements, offset: 0, count: stepCount, to: &cells,
      offset: cellOffset(timeIndex(0), lag: 1))
  }

  /// The states after the last step.
  var finalState: DirectionState<Element> {
    var hidden = Element.zeros(lag * stepCount)
    for back in 0..<lag {
      Element.add(
        states, offset: stateOffset(timeIndex(time - 1), lag: back), count: stepCount,
        to: &hidden, offset: (lag - 1 - back) * stepCount)
    }
    var cell = Element.zeros(cells.isEmpty ? 0 : stepCount)
    Element.add(
      cells, offset: cells.isEmpty ? 0 : cellOffset(timeIndex(time - 1)), count: cell.count,
      to: &cell, offset: 0)
    return state(hidden: hidden, cell: cells.isEmpty ? nil : cell)
  }

  /// The gradient by the state after the last step, from a column block of that by the final states
  /// of all directions, `(1, batch, features)`.
  func finalGradient(
    _ outputs: Tensor<Element>, column: Int, _ direction: RecurrentDirection
  ) -> DirectionState<Element> {
    var hidden = Element.zeros(lag * stepCount)
    Element.copyOutputs(
      outputs.elements, to: &hidden,
      finalBlock(
        stride: outputs.shape[.features], column: column, statesOffset: (lag - 1) * stepCount,
        isMirrored: direction.isMirrored),
      lengths: [])
    return state(hidden: hidden, cell: nil)
  }

  func state(hidden: [Element], cell: [Element]?) -> DirectionState<Element> {
    DirectionState(
      hidden: Tensor(.sequences(time: lag, batch: batch, features: self.hidden), hidden),
      cell: cell.map { Tensor(Shape([.batch: batch, .features: self.hidden]), $0) })
  }
}
