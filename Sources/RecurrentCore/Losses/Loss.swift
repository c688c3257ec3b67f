/// How far a network's output is from its targets, with the gradient by the output.
package enum Loss: Sendable, Equatable {
  /// One of several classes for each step: negative log likelihood under the softmax.
  case softmaxCrossEntropy(CrossEntropyOptions = CrossEntropyOptions())
  /// Yes or no for each output: negative log likelihood under the logistic function.
  case sigmoidCrossEntropy(CrossEntropyOptions = CrossEntropyOptions())
  case meanSquaredError

  /// The examples' losses; an example's is the mean over its labelled valid steps, a step's the mean
  /// over its outputs (softmax: the one loss of the step).
  ///
  /// - Parameters:
  ///   - output: `(time, batch, features)`: logits, or predictions for the squared error.
  ///   - weights: how much each example counts, `batch` of them; 1 if nil.
  package func evaluate<Element: KernelElement>(
    _ output: SequenceBatch<Element>, _ targets: LossTargets<Element>, weights: [Double]? = nil
  ) -> LossValue<Element> {
    let weights = weights ?? Array(repeating: 1, count: output.batch)
    precondition(weights.count == output.batch, "\(weights.count) weights, batch \(output.batch)")
    let known = targets.knownRows(output.layout, of: self)
    let (rowWeights, weight) = rowWeights(output.layout, known, weights)
    var gradient = Tensor<Element>(output.values.shape)
    let logits = output.values.elements
    let sum: Double
    switch (self, targets) {
    case (.softmaxCrossEntropy(let options), .classes(let labels)):
      sum = Element.softmaxCrossEntropy(
        logits, labels: labels.map { max(0, $0) }, rowWeights: rowWeights,
        options.kernelOptions(output.features), gradients: &gradient.elements)
    case (.sigmoidCrossEntropy(let options), .values(let values)):
      sum = Element.sigmoidCrossEntropy(
        logits, targets: values, rowWeights: rowWeights,
        options.kernelOptions(output.features), gradients: &gradient.elements)
    case (.meanSquaredError, .values(let values)):
      sum = Element.squaredError(
        logits, targets: values, rowWeights: rowWeights, gradients: &gradient.elements)
    default: preconditionFailure("classes go with softmax, values with the other losses")
    }
    return LossValue(sum: sum, weight: weight, gradient: gradient)
  }

  /// Each row's share of its example's weight, and the weight of the examples with any such row.
  private func rowWeights(
    _ layout: SequenceLayout, _ known: [Bool], _ weights: [Double]
  ) -> (rows: [Double], sum: Double) {
    var rows = Array(repeating: 0.0, count: layout.rows)
    var sum = 0.0
    for (sequence, length) in layout.lengths.enumerated() {
      let indices = (0..<length).lazy.map { $0 * layout.batch + sequence }
      let count = indices.reduce(0) { known[$1] ? $0 + 1 : $0 }
      guard count > 0 else { continue }
      sum += weights[sequence]
      for row in indices where known[row] { rows[row] = weights[sequence] / Double(count) }
    }
    return (rows, sum)
  }
}

/// What shapes a cross-entropy.
package struct CrossEntropyOptions: Sendable, Equatable {
  /// Factors of the classes' losses (softmax), or of the positives' (sigmoid); empty for 1.
  package var classWeights: [Double]
  /// The share of the target spread evenly over all classes: Szegedy et al. 2016.
  package var smoothing: Double
  /// The exponent of focal loss, 0 for none: Lin et al. 2017.
  package var focusing: Double

  package init(classWeights: [Double] = [], smoothing: Double = 0, focusing: Double = 0) {
    precondition(0..<1 ~= smoothing && focusing >= 0, "smoothing \(smoothing), \(focusing)")
    self.classWeights = classWeights
    self.smoothing = smoothing
    self.focusing = focusing
  }

  func kernelOptions(_ columns: Int) -> LossOptions {
    precondition(
      classWeights.isEmpty || classWeights.count == columns,
      "\(classWeights.count) class weights for \(columns) outputs")
    return LossOptions(
      classWeights: classWeights.isEmpty ? Array(repeating: 1, count: columns) : classWeights,
      smoothing: smoothing, focusing: focusing)
  }
}

/// What an output should have been.
package enum LossTargets<Element: KernelElement>: Sendable, Equatable {
  /// `(time, batch)`: the class of each step, negative where unknown.
  case classes([Int32])
  /// `(time, batch, features)`: a number for each output; sigmoid: negative where unknown.
  case values([Element])

  /// Steps with a target for at least one output.
  func knownRows(_ layout: SequenceLayout, of loss: Loss) -> [Bool] {
    switch self {
    case .classes(let labels):
      precondition(labels.count == layout.rows, "\(labels.count) labels for \(layout.shape)")
      return labels.map { $0 >= 0 }
    case .values(let values):
      precondition(values.count == layout.count, "\(values.count) targets for \(layout.shape)")
      guard case .sigmoidCrossEntropy = loss else {
        return Array(repeating: true, count: layout.rows)
      }
      let columns = layout.count / max(1, layout.rows)
      return (0..<layout.rows).map { row in
        values[row * columns..<(row + 1) * columns].contains { $0 >= 0 }
      }
    }
  }
}

/// The losses of a batch.
package struct LossValue<Element: KernelElement>: Sendable {
  /// The examples' losses, each times its weight.
  package let sum: Double
  /// The weights of the examples that have a target.
  package let weight: Double
  /// The gradient of `sum` by the output, in the output's shape.
  package let gradient: Tensor<Element>
}
