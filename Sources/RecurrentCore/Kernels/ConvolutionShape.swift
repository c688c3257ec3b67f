internal import CRecurrentKernels

/// The sizes of a convolution with stride 1 over the sequences of a batch.
package struct ConvolutionShape: Sendable, Equatable {
  /// Input steps.
  package let time: Int
  package let batch: Int
  package let inputs: Int
  package let outputs: Int
  package let taps: Int
  package let dilation: Int
  /// Steps the first window starts before the sequence.
  package let before: Int
  package let outputTime: Int

  package init(
    time: Int, batch: Int, inputs: Int, outputs: Int, taps: Int, dilation: Int, before: Int,
    outputTime: Int
  ) {
    precondition(
      time >= 0 && batch >= 0 && inputs >= 0 && outputs >= 0 && taps > 0 && dilation > 0
        && outputTime >= 0,
      "time \(time), batch \(batch), inputs \(inputs), outputs \(outputs), taps \(taps)")
    self.time = time
    self.batch = batch
    self.inputs = inputs
    self.outputs = outputs
    self.taps = taps
    self.dilation = dilation
    self.before = before
    self.outputTime = outputTime
  }

  /// The convolution that takes gradients by the outputs to those by the inputs.
  package var reversed: ConvolutionShape {
    ConvolutionShape(
      time: outputTime, batch: batch, inputs: outputs, outputs: inputs, taps: taps,
      dilation: dilation, before: (taps - 1) * dilation - before, outputTime: time)
  }

  var kernelValue: rk_convolution {
    rk_convolution(
      time: time, batch: batch, inputs: inputs, outputs: outputs, taps: taps,
      dilation: dilation, before: before, output_time: outputTime)
  }
}

/// Which of two steps was larger, for each pair that was pooled.
package struct PairPlaces: Sendable {
  /// 0, 1, or 2 where neither is above zero.
  fileprivate var places: [UInt8]
}

extension ConvolutionKernels where Self: KernelElement {
  /// A weight `(outputs, inputs, taps)` in the kernel's order.
  static func packed(_ weight: [Self], _ shape: ConvolutionShape) -> [Self] {
    checkWeight(weight.count, shape)
    var panels = unwritten(packedCount(shape))
    unsafe convolutionTable.pack(shape.kernelValue, weight, &panels)
    return panels
  }

  /// The weight `(outputs, inputs, taps)` of the convolution of `shape`, packed for its reverse.
  static func packedReversed(_ weight: [Self], _ shape: ConvolutionShape) -> [Self] {
    checkWeight(weight.count, shape)
    var panels = unwritten(packedCount(shape.reversed))
    unsafe convolutionTable.packReversed(shape.reversed.kernelValue, weight, &panels)
    return panels
  }

  /// The convolution of inputs `(time, batch, inputs)`: `(outputTime, batch, outputs)`.
  ///
  /// - Parameters:
  ///   - panels: the packed weight.
  ///   - bias: `outputs` of them, or none.
  ///   - rectified: whether ReLU is applied.
  static func convolve(
    _ shape: ConvolutionShape, _ inputs: [Self], _ panels: [Self], bias: [Self]? = nil,
    rectified: Bool = false
  ) -> [Self] {
    precondition(
      inputs.count == shape.time * shape.batch * shape.inputs
        && panels.count == packedCount(shape) && bias?.count ?? shape.outputs == shape.outputs,
      "\(inputs.count) values, \(panels.count) weights, \(bias?.count ?? 0) biases for \(shape)")
    let count = shape.outputTime * shape.batch * shape.outputs
    guard shape.inputs > 0, count > 0 else { return zeros(count) }
    var workspace = workspace(shape)
    return unsafe [Self](unsafeUninitializedCapacity: count) { buffer, initialised in
      guard let outputs = buffer.baseAddress else { return }
      if let bias {
        unsafe convolutionTable.convolve(
          shape.kernelValue, inputs, panels, bias, rectified, &workspace, outputs)
      } else {
        unsafe convolutionTable.convolve(
          shape.kernelValue, inputs, panels, nil, rectified, &workspace, outputs)
      }
      initialised = count
    }
  }

  /// Adds the gradient by the weight `(outputs, inputs, taps)`.
  static func addWeightGradient(
    _ shape: ConvolutionShape, _ inputs: [Self], _ outputGradient: [Self],
    to gradient: inout [Self]
  ) {
    precondition(
      inputs.count == shape.time * shape.batch * shape.inputs
        && outputGradient.count == shape.outputTime * shape.batch * shape.outputs,
      "\(inputs.count) values, \(outputGradient.count) gradients for \(shape)")
    checkWeight(gradient.count, shape)
    var panels = unwritten(packedCount(shape))
    var workspace = workspace(shape)
    unsafe convolutionTable.weightGradient(
      shape.kernelValue, inputs, outputGradient, &workspace, &panels)
    unsafe convolutionTable.addUnpacked(shape.kernelValue, panels, &gradient)
  }

  /// The larger of each pair of steps of values that are not negative, and which it was.
  static func poolPairs(
    _ values: [Self], _ layout: SequenceLayout
  ) -> (values: [Self], places: PairPlaces) {
    precondition(values.count == layout.count, "\(values.count) values for \(layout.shape)")
    let (steps, row) = (layout.time / 2, layout.batch * layout.features)
    var pooled = unwritten(steps * row)
    var places = PairPlaces(places: Array(repeating: 0, count: steps * row))
    unsafe convolutionTable.poolPairs(steps, row, values, &pooled, &places.places)
    return (pooled, places)
  }

  /// Values of the pairs at their places in `layout`, zeros elsewhere.
  static func unpoolPairs(
    _ pooled: [Self], _ places: PairPlaces, _ layout: SequenceLayout
  ) -> [Self] {
    let (steps, row) = (layout.time / 2, layout.batch * layout.features)
    precondition(
      pooled.count == steps * row && places.places.count == steps * row,
      "\(pooled.count) values, \(places.places.count) places for \(layout.shape)")
    var values = unwritten(layout.count)
    unsafe convolutionTable.unpoolPairs(steps, row, places.places, pooled, &values)
    for index in 2 * steps * row..<layout.count { values[index] = 0 }
    return values
  }

  private static func packedCount(_ shape: ConvolutionShape) -> Int {
    unsafe convolutionTable.packedCount(shape.kernelValue)
  }

  private static func workspace(_ shape: ConvolutionShape) -> [Self] {
    unwritten(unsafe convolutionTable.workspace(shape.kernelValue))
  }

  /// Any numbers, for a kernel that writes all of them before it reads any.
  private static func unwritten(_ count: Int) -> [Self] {
    unsafe [Self](unsafeUninitializedCapacity: count) { _, initialised in initialised = count }
  }

  private static func checkWeight(_ count: Int, _ shape: ConvolutionShape) {
    precondition(
      count == shape.outputs * shape.inputs * shape.taps, "\(count) weights for \(shape)")
  }
}
