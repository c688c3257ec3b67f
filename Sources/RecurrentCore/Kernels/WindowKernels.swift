internal import CRecurrentKernels

/// A window sliding over the sequences of a batch: `taps` input steps for each output step.
package struct SlidingWindow: Sendable, Equatable {
  package let geometry: WindowGeometry
  package let input: SequenceLayout
  /// The output's steps, with the input's features.
  package let output: SequenceLayout

  package init(_ geometry: WindowGeometry, over input: SequenceLayout) {
    self.geometry = geometry
    self.input = input
    output = SequenceLayout(
      time: geometry.outputSteps(input.time), features: input.features,
      lengths: input.lengths.map(geometry.outputSteps))
  }

  /// Values an output step sees.
  package var width: Int { geometry.taps * input.features }

  fileprivate var kernelValue: rk_window {
    rk_window(
      time: input.time, batch: input.batch, features: input.features, taps: geometry.taps,
      stride: geometry.stride, dilation: geometry.dilation, before: geometry.before,
      output_time: output.time)
  }
}

extension LayerKernels where Self: KernelElement {
  /// What the output steps see, `(steps * batch, taps * features)`, zeros outside the input.
  ///
  /// - Parameter columns: at least that large.
  static func gatherWindows(
    _ window: SlidingWindow, steps: Range<Int>, _ inputs: [Self], into columns: inout [Self]
  ) {
    check(inputs.count, window.input)
    check(window, steps, columns.count)
    unsafe layerTable.gatherWindows(
      window.kernelValue, steps.lowerBound, steps.count, inputs, &columns)
  }

  /// Adds columns to the input steps they were gathered from.
  static func scatterWindows(
    _ window: SlidingWindow, steps: Range<Int>, _ columns: [Self], into inputs: inout [Self]
  ) {
    check(inputs.count, window.input)
    check(window, steps, columns.count)
    unsafe layerTable.scatterWindows(
      window.kernelValue, steps.lowerBound, steps.count, columns, &inputs)
  }

  /// Weights `(outputs, inputs, taps)` in the order `(outputs, taps, inputs)`.
  static func tapsOutward(_ weight: Tensor<Self>) -> [Self] {
    var result = zeros(weight.shape.count)
    unsafe layerTable.tapsOutward(
      weight.shape[.outputs], weight.shape[.inputs], weight.shape[.taps], weight.elements,
      &result)
    return result
  }

  /// Adds weights `(outputs, taps, inputs)` to a tensor `(outputs, inputs, taps)`.
  static func addTapsInward(_ source: [Self], to weight: inout Tensor<Self>) {
    precondition(
      source.count == weight.shape.count, "\(source.count) values for \(weight.shape)")
    unsafe layerTable.addTapsInward(
      weight.shape[.outputs], weight.shape[.inputs], weight.shape[.taps], source,
      &weight.elements)
  }

  /// The largest valid value of each window, and its step, -1 where none is valid.
  static func maxPool(
    _ window: SlidingWindow, _ inputs: [Self]
  ) -> (outputs: [Self], places: [Int32]) {
    checkUndilated(window)
    check(inputs.count, window.input)
    var outputs = zeros(window.output.count)
    var places = [Int32](repeating: -1, count: window.output.count)
    unsafe layerTable.maxPool(
      window.kernelValue, window.input.lengths, window.output.lengths, inputs, &outputs, &places)
    return (outputs, places)
  }

  /// Adds gradients to the input steps that were largest.
  static func maxPoolBackward(
    _ window: SlidingWindow, places: [Int32], _ outputs: [Self], into inputs: inout [Self]
  ) {
    check(inputs.count, window.input)
    check(outputs.count, window.output)
    let end = Int32(window.input.time)
    precondition(
      places.count == outputs.count && places.allSatisfy { $0 < end }, "places of another input")
    unsafe layerTable.maxPoolBackward(window.kernelValue, places, outputs, &inputs)
  }

  /// The mean of each window's valid values, zero where none is valid.
  static func meanPool(_ window: SlidingWindow, _ inputs: [Self]) -> [Self] {
    checkUndilated(window)
    check(inputs.count, window.input)
    var outputs = zeros(window.output.count)
    unsafe layerTable.meanPool(
      window.kernelValue, window.input.lengths, window.output.lengths, inputs, &outputs)
    return outputs
  }

  static func meanPoolBackward(
    _ window: SlidingWindow, _ outputs: [Self], into inputs: inout [Self]
  ) {
    check(inputs.count, window.input)
    check(outputs.count, window.output)
    unsafe layerTable.meanPoolBackward(
      window.kernelValue, window.input.lengths, window.output.lengths, outputs, &inputs)
  }

  private static func check(_ window: SlidingWindow, _ steps: Range<Int>, _ count: Int) {
    let needed = steps.count * window.input.batch * window.width
    precondition(steps.lowerBound >= 0 && count >= needed, "\(count) values for \(needed)")
  }

  private static func checkUndilated(_ window: SlidingWindow) {
    precondition(window.geometry.dilation == 1, "pooling with gaps")
  }
}
