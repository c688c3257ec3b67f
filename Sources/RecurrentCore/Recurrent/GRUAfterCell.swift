/// Gated recurrent unit, gates in the order r z n, reset after the product:
/// `n = tanh(W x + b + r * (U h + b'))`, `h' = (1 - z) * n + z * h`.
///
/// The memo holds `U h + b'` of the candidate, and its gradient.
struct GRUAfterCell: RecurrentCell {
  var gates: Int { 3 }
  var hasCellState: Bool { false }
  var hasMemo: Bool { true }
  var inputBiases: [Double] { [0, 0, 0] }

  func prepare<Element: KernelElement>(
    _ times: Range<Int>, _ trace: inout DirectionTrace<Element>,
    _ weights: DirectionWeights<Element>
  ) {
    let rows = trace.rows(times)
    let hidden = trace.hidden
    var bias = weights.inputBias
    Element.add(
      weights.recurrentBias, offset: 0, count: 2 * hidden, to: &bias, offset: 0)
    Element.fillRows(&trace.gates, rows, with: bias)
    Element.fillRows(
      &trace.memo, rows, with: Array(weights.recurrentBias[(2 * hidden)...]))
  }

  func forward<Element: KernelElement>(
    _ time: Int, _ trace: inout DirectionTrace<Element>, _ weights: DirectionWeights<Element>
  ) {
    trace.addProduct(time, gates: 0..<2, weights)
    trace.addProductToMemo(time, gates: 2..<3, weights)
    Element.gruAfterForward(time, &trace)
  }

  func backward<Element: KernelElement>(
    _ time: Int, _ trace: DirectionTrace<Element>, _ weights: DirectionWeights<Element>,
    _ gradients: inout DirectionGradients<Element>
  ) {
    Element.gruAfterBackward(time, trace, &gradients)
    gradients.addProductBackward(time, gates: 0..<2, trace, weights)
    gradients.addProductBackward(
      time, from: MatrixOperand(gradients.memo, trace.stepRegion(time)),
      weights.recurrent(gates: 2..<3), trace)
  }

  func addWeightGradients<Element: KernelElement>(
    _ trace: DirectionTrace<Element>, _ gradients: DirectionGradients<Element>,
    weight: inout [Element], bias: inout [Element]
  ) {
    addProductGradients(trace, gradients, gates: 0..<2, weight: &weight, bias: &bias)
    let hidden = trace.hidden
    let sums = MatrixRegion(rows: trace.time * trace.batch, columns: hidden)
    Element.multiply(
      MatrixOperand(gradients.memo, sums, transposed: true), trace.productOperand,
      into: &weight,
      MatrixRegion(offset: 2 * hidden * hidden, rows: hidden, columns: hidden),
      accumulate: true)
    Element.addRowSums(gradients.memo, sums, to: &bias, offset: 2 * hidden)
  }
}
