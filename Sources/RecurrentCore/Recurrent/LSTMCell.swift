/// Long short-term memory, gates in the order i f g o:
/// `c' = f * c + i * g`, `h' = o * tanh(c')`.
struct LSTMCell: RecurrentCell {
  /// Whether the candidate g takes the sigmoid in place of tanh.
  let sigmoidCandidate: Bool

  var gates: Int { 4 }
  var hasCellState: Bool { true }
  var hasMemo: Bool { true }
  /// A forget gate that starts open: Jozefowicz et al. 2015.
  var inputBiases: [Double] { [0, 1, 0, 0] }

  func forward<Element: KernelElement>(
    _ time: Int, _ trace: inout DirectionTrace<Element>, _ weights: DirectionWeights<Element>
  ) {
    trace.addProduct(time, gates: 0..<4, weights)
    Element.lstmForward(time, &trace, sigmoidCandidate: sigmoidCandidate)
  }

  func backward<Element: KernelElement>(
    _ time: Int, _ trace: DirectionTrace<Element>, _ weights: DirectionWeights<Element>,
    _ gradients: inout DirectionGradients<Element>
  ) {
    Element.lstmBackward(time, trace, &gradients, sigmoidCandidate: sigmoidCandidate)
    gradients.addProductBackward(time, gates: 0..<4, trace, weights)
  }
}
