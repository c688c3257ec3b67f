internal import CRecurrentKernels

/// Losses over rows; each sets the gradient of the weighted sum it returns.
///
/// Row weights are `rows`, class weights `columns` numbers; `loss_tables.h` has the formulas.
package protocol LossKernels {
  /// - Parameter labels: the class of each row, in `0..<columns`.
  static func softmaxCrossEntropy(
    _ logits: [Self], labels: [Int32], rowWeights: [Double], _ options: LossOptions,
    gradients: inout [Self]
  ) -> Double

  /// - Parameter targets: of each logit, in `0...1`, or negative where unknown.
  static func sigmoidCrossEntropy(
    _ logits: [Self], targets: [Self], rowWeights: [Double], _ options: LossOptions,
    gradients: inout [Self]
  ) -> Double

  static func squaredError(
    _ predictions: [Self], targets: [Self], rowWeights: [Double], gradients: inout [Self]
  ) -> Double
}

/// What shapes a cross-entropy; class weights stand for all columns.
package struct LossOptions: Sendable {
  let classWeights: [Double]
  let smoothing: Double
  let focusing: Double
}

extension Float: LossKernels {
  package static func softmaxCrossEntropy(
    _ logits: [Float], labels: [Int32], rowWeights: [Double], _ options: LossOptions,
    gradients: inout [Float]
  ) -> Double {
    let columns = options.classWeights.count
    checkRows(logits, rowWeights, columns, gradients)
    precondition(
      labels.count == rowWeights.count && labels.allSatisfy { 0..<Int32(columns) ~= $0 },
      "\(labels.count) labels for \(rowWeights.count) rows of \(columns) classes")
    return unsafe KernelTable.float.losses.softmax_cross_entropy(
      rowWeights.count, columns, logits, labels, rowWeights, options.classWeights,
      options.smoothing, options.focusing, &gradients)
  }

  package static func sigmoidCrossEntropy(
    _ logits: [Float], targets: [Float], rowWeights: [Double], _ options: LossOptions,
    gradients: inout [Float]
  ) -> Double {
    let columns = options.classWeights.count
    checkRows(logits, rowWeights, columns, gradients)
    checkRows(targets, rowWeights, columns, gradients)
    return unsafe KernelTable.float.losses.sigmoid_cross_entropy(
      rowWeights.count, columns, logits, targets, rowWeights, options.classWeights,
      options.smoothing, options.focusing, &gradients)
  }

  package static func squaredError(
    _ predictions: [Float], targets: [Float], rowWeights: [Double], gradients: inout [Float]
  ) -> Double {
    let columns = rowWeights.isEmpty ? 0 : predictions.count / rowWeights.count
    checkRows(predictions, rowWeights, columns, gradients)
    checkRows(targets, rowWeights, columns, gradients)
    return unsafe KernelTable.float.losses.squared_error(
      rowWeights.count, columns, predictions, targets, rowWeights, &gradients)
  }
}

extension Double: LossKernels {
  package static func softmaxCrossEntropy(
    _ logits: [Double], labels: [Int32], rowWeights: [Double], _ options: LossOptions,
    gradients: inout [Double]
  ) -> Double {
    let columns = options.classWeights.count
    checkRows(logits, rowWeights, columns, gradients)
    precondition(
      labels.count == rowWeights.count && labels.allSatisfy { 0..<Int32(columns) ~= $0 },
      "\(labels.count) labels for \(rowWeights.count) rows of \(columns) classes")
    return unsafe KernelTable.double.losses.softmax_cross_entropy(
      rowWeights.count, columns, logits, labels, rowWeights, options.classWeights,
      options.smoothing, options.focusing, &gradients)
  }

  package static func sigmoidCrossEntropy(
    _ logits: [Double], targets: [Double], rowWeights: [Double], _ options: LossOptions,
    gradients: inout [Double]
  ) -> Double {
    let columns = options.classWeights.count
    checkRows(logits, rowWeights, columns, gradients)
    checkRows(targets, rowWeights, columns, gradients)
    return unsafe KernelTable.double.losses.sigmoid_cross_entropy(
      rowWeights.count, columns, logits, targets, rowWeights, options.classWeights,
      options.smoothing, options.focusing, &gradients)
  }

  package static func squaredError(
    _ predictions: [Double], targets: [Double], rowWeights: [Double], gradients: inout [Double]
  ) -> Double {
    let columns = rowWeights.isEmpty ? 0 : predictions.count / rowWeights.count
    checkRows(predictions, rowWeights, columns, gradients)
    checkRows(targets, rowWeights, columns, gradients)
    return unsafe KernelTable.double.losses.squared_error(
      rowWeights.count, columns, predictions, targets, rowWeights, &gradients)
  }
}

private func checkRows<Element>(
  _ values: [Element], _ rowWeights: [Double], _ columns: Int, _ gradients: [Element]
) {
  precondition(
    values.count == rowWeights.count * columns && gradients.count == values.count,
    "\(values.count) values, \(gradients.count) gradients for (\(rowWeights.count), \(columns))")
}
