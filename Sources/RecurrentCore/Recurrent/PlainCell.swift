/// `h' = activation(W x + b + U h + b')`, with tanh or the rectifier.
struct PlainCell: RecurrentCell {
  let isRectified: Bool

  var gates: Int { 1 }
  var hasCellState: Bool { false }
  var hasMemo: Bool { false }
  var inputBiases: [Double] { [0] }

  func forward<Element: KernelElement>(
    _ time: Int, _ trace: inout DirectionTrace<Element>, _ weights: DirectionWeights<Element>
  ) {
    trace.addProduct(time, gates: 0..<1, weights)
    Element.plainForward(time, &trace, rectified: isRectified)
  }

  func backward<Element: KernelElement>(
    _ time: Int, _ trace: DirectionTrace<Element>, _ weights: DirectionWeights<Element>,
    _ gradients: inout DirectionGradients<Element>
  ) {
    Element.plainBackward(time, trace, &gradients, rectified: isRectified)
    gradients.addProductBackward(time, gates: 0..<1, trace, weights)
  }
}
