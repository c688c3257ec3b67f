internal import CRecurrentKernels

/// Loops of normalisation and attention.
extension LayerKernels where Self: KernelElement {
  /// Mean and variance of each feature over the valid steps; the variance divides by their number.
  static func moments(
    _ values: [Self], _ layout: SequenceLayout
  ) -> (mean: [Double], variance: [Double]) {
    check(values.count, layout)
    var mean = [Double](repeating: 0, count: layout.features)
    var variance = mean
    unsafe layerTable.moments(
      layout.time, layout.batch, layout.features, layout.lengths, values, &mean, &variance)
    return (mean, variance)
  }

  /// `values * scale + shift` in valid steps, zero in padded ones.
  static func scaleShift(
    _ values: [Self], _ layout: SequenceLayout, scale: [Self], shift: [Self]
  ) -> [Self] {
    check(values.count, layout)
    precondition(
      scale.count == layout.features && shift.count == layout.features,
      "\(scale.count) scales, \(shift.count) shifts for \(layout.shape)")
    var outputs = zeros(values.count)
    unsafe layerTable.scaleShift(
      layout.time, layout.batch, layout.features, layout.lengths, values, scale, shift, &outputs)
    return outputs
  }

  /// Rows brought to mean 0 and variance 1, and the factors that did it.
  static func normaliseRows(
    _ values: [Self], columns: Int, epsilon: Double
  ) -> (normalised: [Self], scales: [Self]) {
    let rows = columns == 0 ? 0 : values.count / columns
    precondition(rows * columns == values.count, "\(values.count) values in rows of \(columns)")
    var normalised = zeros(values.count)
    var scales = zeros(rows)
    unsafe layerTable.normaliseRows(rows, columns, Self(epsilon), values, &normalised, &scales)
    return (normalised, scales)
  }

  /// Turns gradients by normalised rows into those by the rows.
  static func normaliseRowsBackward(
    _ normalised: [Self], scales: [Self], _ gradients: inout [Self]
  ) {
    let columns = scales.isEmpty ? 0 : normalised.count / scales.count
    precondition(
      columns * scales.count == normalised.count && gradients.count == normalised.count,
      "\(gradients.count) gradients of \(normalised.count) values")
    unsafe layerTable.normaliseRowsBackward(
      scales.count, columns, normalised, scales, &gradients)
  }

  /// Softmax of each sequence's scores over its valid steps, zero in padded ones.
  ///
  /// - Parameter layout: of the scores, with one feature.
  static func softmaxSteps(_ scores: inout [Self], _ layout: SequenceLayout) {
    check(scores.count, layout)
    precondition(layout.features == 1, "\(layout.features) scores a step")
    unsafe layerTable.softmaxSteps(layout.time, layout.batch, layout.lengths, &scores)
  }

  /// Turns gradients by weights `(time, batch)` into those by scores.
  static func softmaxStepsBackward(
    _ weights: [Self], batch: Int, _ gradients: inout [Self]
  ) {
    let time = batch == 0 ? 0 : weights.count / batch
    precondition(
      time * batch == weights.count && gradients.count == weights.count,
      "\(gradients.count) gradients of \(weights.count) weights, batch \(batch)")
    unsafe layerTable.softmaxStepsBackward(time, batch, weights, &gradients)
  }

  /// Sums over time of steps times their weights `(time, batch)`: `(batch, features)`.
  static func weightedSum(
    _ values: [Self], _ layout: SequenceLayout, weights: [Self]
  ) -> [Self] {
    check(values.count, layout)
    precondition(weights.count == layout.rows, "\(weights.count) weights for \(layout.shape)")
    var sums = zeros(layout.batch * layout.features)
    unsafe layerTable.weightedSum(
      layout.time, layout.batch, layout.features, weights, values, &sums)
    return sums
  }

  /// - Returns: the gradients by weights and by values, the latter zero in padded steps.
  static func weightedSumBackward(
    _ values: [Self], _ layout: SequenceLayout, weights: [Self], sumGradients: [Self]
  ) -> (weights: [Self], values: [Self]) {
    check(values.count, layout)
    precondition(
      weights.count == layout.rows && sumGradients.count == layout.batch * layout.features,
      "\(weights.count) weights, \(sumGradients.count) gradients for \(layout.shape)")
    var weightGradients = zeros(weights.count)
    var valueGradients = zeros(values.count)
    unsafe layerTable.weightedSumBackward(
      layout.time, layout.batch, layout.features, weights, values, sumGradients,
      &weightGradients, &valueGradients)
    return (weightGradients, valueGradients)
  }
}
