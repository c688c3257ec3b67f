internal import CRecurrentKernels

/// Functions of one number between the weighted layers.
package enum ActivationFunction: Sendable, Equatable {
  case relu
  /// `x` above zero, `slope * x` below.
  case leakyRelu(slope: Double)
  case tanh
  case sigmoid
  /// `x` times the normal distribution function of `x`: Hendrycks & Gimpel 2016.
  case gelu

  fileprivate var kernelValue: rk_layer_activation {
    switch self {
    case .relu: RK_LAYER_RELU
    case .leakyRelu: RK_LAYER_LEAKY_RELU
    case .tanh: RK_LAYER_TANH
    case .sigmoid: RK_LAYER_SIGMOID
    case .gelu: RK_LAYER_GELU
    }
  }

  fileprivate var slope: Double {
    if case .leakyRelu(let slope) = self { slope } else { 0 }
  }
}

/// Loops over rows: arrays of `(rows, columns)` with one vector of `columns` for all rows.
extension LayerKernels where Self: KernelElement {
  /// Adds the vector to every row.
  static func addToRows(_ addend: [Self], _ values: inout [Self]) {
    let rows = rows(of: values.count, columns: addend.count)
    unsafe layerTable.addToRows(rows, addend.count, addend, &values)
  }

  /// Multiplies every row by the vector.
  static func scaleRows(by factors: [Self], _ values: inout [Self]) {
    let rows = rows(of: values.count, columns: factors.count)
    unsafe layerTable.scaleRows(rows, factors.count, factors, &values)
  }

  /// Adds all rows to the sums, added up in double precision.
  static func addRowSums(_ values: [Self], to sums: inout [Self]) {
    let rows = rows(of: values.count, columns: sums.count)
    unsafe layerTable.totalRows(rows, sums.count, values, &sums)
  }

  /// Adds the products of all rows to the sums, added up in double precision.
  static func addRowProducts(_ a: [Self], _ b: [Self], to sums: inout [Self]) {
    precondition(a.count == b.count, "\(a.count) by \(b.count) values")
    let rows = rows(of: a.count, columns: sums.count)
    unsafe layerTable.totalProducts(rows, sums.count, a, b, &sums)
  }

  static func add(_ addend: [Self], to values: inout [Self]) {
    precondition(addend.count == values.count, "\(addend.count) to \(values.count) values")
    unsafe layerTable.addValues(addend.count, addend, &values)
  }

  /// Copies, or adds, a matrix in one array to one of the same shape in another.
  static func copyRows(
    _ source: [Self], _ from: MatrixRegion, to target: inout [Self], _ region: MatrixRegion,
    adding: Bool = false
  ) {
    precondition(
      from.rows == region.rows && from.columns == region.columns,
      "(\(from.rows), \(from.columns)) into (\(region.rows), \(region.columns))")
    from.checkFits(in: source.count)
    region.checkFits(in: target.count)
    guard from.rows > 0 && from.columns > 0 else { return }
    unsafe source.withUnsafeBufferPointer { sourceBuffer in
      unsafe target.withUnsafeMutableBufferPointer { targetBuffer in
        guard let source = sourceBuffer.baseAddress, let target = targetBuffer.baseAddress
        else { return }
        unsafe layerTable.copyRows(
          from.rows, from.columns, source + from.offset, from.rowStride, target + region.offset,
          region.rowStride, adding)
      }
    }
  }

  /// Sets padded steps to zero.
  static func clearPadding(_ values: inout [Self], _ layout: SequenceLayout) {
    check(values.count, layout)
    guard !layout.isFull else { return }
    unsafe layerTable.clearPadding(
      layout.time, layout.batch, layout.features, layout.lengths, &values)
  }

  static func activate(_ function: ActivationFunction, _ inputs: [Self]) -> [Self] {
    var outputs = zeros(inputs.count)
    unsafe layerTable.activate(
      function.kernelValue, Self(function.slope), inputs.count, inputs, &outputs)
    return outputs
  }

  /// Multiplies gradients by the derivative.
  ///
  /// - Parameter reference: the function's outputs, or its inputs for `gelu`.
  static func activateBackward(
    _ function: ActivationFunction, _ reference: [Self], _ gradients: inout [Self]
  ) {
    precondition(
      reference.count == gradients.count, "\(gradients.count) gradients, \(reference.count)")
    unsafe layerTable.activateBackward(
      function.kernelValue, Self(function.slope), gradients.count, reference, &gradients)
  }

  /// Rows of `table` by token: `(tokens, width)`, zeros for negative tokens.
  static func lookUp(_ tokens: [Int32], _ table: [Self], width: Int) -> [Self] {
    check(tokens, table.count, width)
    var outputs = zeros(tokens.count * width)
    unsafe layerTable.lookUp(tokens.count, width, tokens, table, &outputs)
    return outputs
  }

  /// Adds rows to those of `table` by token.
  static func lookUpBackward(_ tokens: [Int32], _ outputs: [Self], _ table: inout [Self]) {
    let width = tokens.isEmpty ? 0 : outputs.count / tokens.count
    precondition(width * tokens.count == outputs.count, "\(outputs.count) values")
    check(tokens, table.count, width)
    unsafe layerTable.lookUpBackward(tokens.count, width, tokens, outputs, &table)
  }

  /// Factors of `1 / keep` with probability `keep`, zeros otherwise.
  static func dropoutMask(_ count: Int, seed: UInt64, keep: Double) -> [Self] {
    precondition(keep > 0 && keep <= 1, "keep \(keep)")
    var mask = zeros(count)
    unsafe layerTable.drawMask(count, seed, keep, &mask)
    return mask
  }

  static func check(_ count: Int, _ layout: SequenceLayout) {
    precondition(count == layout.count, "\(count) values for \(layout.shape)")
  }

  private static func rows(of count: Int, columns: Int) -> Int {
    guard columns > 0 else { return 0 }
    precondition(count.isMultiple(of: columns), "\(count) values in rows of \(columns)")
    return count / columns
  }

  private static func check(_ tokens: [Int32], _ count: Int, _ width: Int) {
    let entries = width == 0 ? 0 : count / width
    precondition(tokens.allSatisfy { $0 < entries }, "token outside a table of \(entries)")
  }
}
