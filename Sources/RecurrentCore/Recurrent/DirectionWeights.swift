/// The names of one direction's parameters: PyTorch's, and two of our own for what it has not.
struct DirectionParameterNames: Sendable {
  private let suffix: String

  init(layer: Int, isReversed: Bool) { suffix = "_l\(layer)" + (isReversed ? "_reverse" : "") }

  var inputWeight: String { "weight_ih" + suffix }
  var recurrentWeight: String { "weight_hh" + suffix }
  var inputBias: String { "bias_ih" + suffix }
  var recurrentBias: String { "bias_hh" + suffix }
  var skipWeight: String { "weight_sh" + suffix }
  var leak: String { "leak" + suffix }
}

/// The parameters of one direction of one layer, laid out for the products it needs.
struct DirectionWeights<Element: KernelElement>: Sendable {
  let hidden: Int
  let rows: Int
  let inputFeatures: Int
  /// `(rows, inputFeatures)`, `(rows, hidden)`, `(rows, hidden)` or empty, and their transposes.
  let input: [Element]
  let inputTransposed: [Element]
  let recurrent: [Element]
  let recurrentTransposed: [Element]
  let skip: [Element]
  let skipTransposed: [Element]
  /// `(rows)`; zeros where the layer has one bias only.
  let inputBias: [Element]
  let recurrentBias: [Element]
  /// `(hidden)` or empty.
  let leak: [Element]

  /// - Parameter isMirrored: whether the input's features come in reverse order.
  init(
    _ parameters: ParameterSet<Element>, _ names: DirectionParameterNames,
    _ leak: RecurrentConfiguration.Leak,
    isMirrored: Bool
  ) {
    let weight = parameters[names.inputWeight]
    rows = weight.shape[.outputs]
    inputFeatures = weight.shape[.inputs]
    recurrent = parameters[names.recurrentWeight].elements
    hidden = parameters[names.recurrentWeight].shape[.inputs]
    if isMirrored {
      var mirrored = Element.zeros(weight.elements.count)
      Element.addMirrored(weight.elements, rows: rows, columns: inputFeatures, to: &mirrored)
      input = mirrored
    } else {
      input = weight.elements
    }
    skip = parameters.contains(names.skipWeight) ? parameters[names.skipWeight].elements : []
    inputTransposed = Element.transposed(input, rows: rows, columns: inputFeatures)
    recurrentTransposed = Element.transposed(recurrent, rows: rows, columns: hidden)
    skipTransposed =
      skip.isEmpty ? [] : Element.transposed(skip, rows: rows, columns: hidden)
    inputBias = parameters[names.inputBias].elements
    recurrentBias =
      parameters.contains(names.recurrentBias)
      ? parameters[names.recurrentBias].elements : Element.zeros(rows)
    switch leak {
    case .none: self.leak = []
    case .fixed(let value): self.leak = Array(repeating: Element(value), count: hidden)
    case .trained:
      var values = parameters[names.leak].elements
      Element.apply(.sigmoid, to: &values)
      self.leak = values
    }
  }

  /// `(hidden, gates * hidden)`.
  func recurrentTransposed(gates: Range<Int>) -> MatrixOperand<Element> {
    MatrixOperand(
      recurrentTransposed,
      MatrixRegion(
        offset: gates.lowerBound * hidden, rows: hidden, columns: gates.count * hidden,
        rowStride: rows))
  }

  /// `(gates * hidden, hidden)`.
  func recurrent(gates: Range<Int>) -> MatrixOperand<Element> {
    MatrixOperand(
      recurrent,
      MatrixRegion(
        offset: gates.lowerBound * hidden * hidden, rows: gates.count * hidden, columns: hidden))
  }
}
