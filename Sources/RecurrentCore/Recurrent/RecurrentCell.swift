/// One kind of cell: its products and kernels of one time step, forward and backward.
protocol RecurrentCell: Sendable {
  /// Blocks of `hidden` rows in the weights.
  var gates: Int { get }
  var hasCellState: Bool { get }
  /// Whether a step keeps a further `(batch, hidden)` of its own.
  var hasMemo: Bool { get }
  /// What the input's biases start from, a constant for each gate.
  var inputBiases: [Double] { get }

  /// Fills the gates and the memo of some time steps with the biases that the step adds nothing to.
  func prepare<Element: KernelElement>(
    _ times: Range<Int>, _ trace: inout DirectionTrace<Element>,
    _ weights: DirectionWeights<Element>)

  /// Takes the state one step on; the gates hold what comes from the input.
  func forward<Element: KernelElement>(
    _ time: Int, _ trace: inout DirectionTrace<Element>, _ weights: DirectionWeights<Element>)

  /// Takes the gradients one step back.
  func backward<Element: KernelElement>(
    _ time: Int, _ trace: DirectionTrace<Element>, _ weights: DirectionWeights<Element>,
    _ gradients: inout DirectionGradients<Element>)

  /// Adds the gradients by the recurrent weights and biases, all steps at once.
  func addWeightGradients<Element: KernelElement>(
    _ trace: DirectionTrace<Element>, _ gradients: DirectionGradients<Element>,
    weight: inout [Element], bias: inout [Element])
}

extension RecurrentCell {
  /// The plain form: both biases enter every gate's sum.
  func prepare<Element: KernelElement>(
    _ times: Range<Int>, _ trace: inout DirectionTrace<Element>,
    _ weights: DirectionWeights<Element>
  ) {
    var bias = weights.inputBias
    Element.add(
      weights.recurrentBias, offset: 0, count: bias.count, to: &bias, offset: 0)
    Element.fillRows(&trace.gates, trace.rows(times), with: bias)
  }

  /// The plain form: every gate's sum holds the product of the state before.
  func addWeightGradients<Element: KernelElement>(
    _ trace: DirectionTrace<Element>, _ gradients: DirectionGradients<Element>,
    weight: inout [Element], bias: inout [Element]
  ) {
    addProductGradients(
      trace, gradients, gates: 0..<gates, weight: &weight, bias: &bias)
  }

  /// Those of the gates whose sums hold the product of the state before.
  func addProductGradients<Element: KernelElement>(
    _ trace: DirectionTrace<Element>, _ gradients: DirectionGradients<Element>,
    gates: Range<Int>, weight: inout [Element], bias: inout [Element]
  ) {
    let sums = trace.gateColumns(gates)
    let hidden = trace.hidden
    Element.multiply(
      MatrixOperand(gradients.gates, sums, transposed: true), trace.productOperand,
      into: &weight,
      MatrixRegion(
        offset: gates.lowerBound * hidden * hidden, rows: gates.count * hidden,
        columns: hidden),
      accumulate: true)
    Element.addRowSums(
      gradients.gates, sums, to: &bias, offset: gates.lowerBound * hidden)
  }
}

extension RecurrentConfiguration.Cell {
  var implementation: any RecurrentCell {
    switch self {
    case .plain(let activation): PlainCell(isRectified: activation == .rectifier)
    case .lstm(let candidate): LSTMCell(sigmoidCandidate: candidate == .sigmoid)
    case .gru(.afterProduct): GRUAfterCell()
    case .gru(.beforeProduct): GRUBeforeCell()
    }
  }
}
