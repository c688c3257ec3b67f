/// Gated recurrent unit, gates in the order r z n, reset before the product:
/// `n = tanh(W x + b + U (r * h) + b')`, `h' = (1 - z) * n + z * h`.
///
/// The memo holds `r * h`; its gradient becomes, in place, what the products give the state.
struct GRUBeforeCell: RecurrentCell {
  var gates: Int { 3 }
  var hasCellState: Bool { false }
  var hasMemo: Bool { true }
  var inputBiases: [Double] { [0, 0, 0] }

  func forward<Element: KernelElement>(
    _ time: Int, _ trace: inout DirectionTrace<Element>, _ weights: DirectionWeights<Element>
  ) {
    trace.addProduct(time, gates: 0..<2, weights)
    Element.gruBeforeReset(time, &trace)
    Element.multiply(
      MatrixOperand(trace.memo, trace.stepRegion(time)),
      weights.recurrentTransposed(gates: 2..<3), into: &trace.gates,
      trace.gateColumns(2..<3, time), accumulate: true)
    Element.gruBeforeUpdate(time, &trace)
  }

  func backward<Element: KernelElement>(
    _ time: Int, _ trace: DirectionTrace<Element>, _ weights: DirectionWeights<Element>,
    _ gradients: inout DirectionGradients<Element>
  ) {
    Element.gruBeforeUpdateBackward(time, trace, &gradients)
    let step = trace.stepRegion(time)
    Element.multiply(
      MatrixOperand(gradients.gates, trace.gateColumns(2..<3, time)),
      weights.recurrent(gates: 2..<3), into: &gradients.memo, step, accumulate: false)
    Element.gruBeforeResetBackward(time, trace, &gradients)
    Element.multiply(
      MatrixOperand(gradients.gates, trace.gateColumns(0..<2, time)),
      weights.recurrent(gates: 0..<2), into: &gradients.memo, step, accumulate: true)
    gradients.addStateGradient(time, trace)
  }

  func addWeightGradients<Element: KernelElement>(
    _ trace: DirectionTrace<Element>, _ gradients: DirectionGradients<Element>,
    weight: inout [Element], bias: inout [Element]
  ) {
    addProductGradients(trace, gradients, gates: 0..<2, weight: &weight, bias: &bias)
    let hidden = trace.hidden
    let sums = trace.gateColumns(2..<3)
    Element.multiply(
      MatrixOperand(gradients.gates, sums, transposed: true),
      MatrixOperand(trace.memo, rows: trace.time * trace.batch, columns: hidden),
      into: &weight,
      MatrixRegion(offset: 2 * hidden * hidden, rows: hidden, columns: hidden),
      accumulate: true)
    Element.addRowSums(gradients.gates, sums, to: &bias, offset: 2 * hidden)
  }
}
