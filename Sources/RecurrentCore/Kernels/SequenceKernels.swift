internal import CRecurrentKernels

/// What recurrent layers do over whole sequences, beside matrix products.
package protocol SequenceKernels: MatrixKernels {
  /// Sets `count` elements from `offset` to zero.
  static func clear(_ values: inout [Self], offset: Int, count: Int)
  /// Some rows of `out`, `(_, row.count)`, become `row`.
  static func fillRows(_ out: inout [Self], _ rows: Range<Int>, with row: [Self])
  /// Adds the sum of the region's rows to `sums` from `sumsOffset`.
  static func addRowSums(
    _ values: [Self], _ region: MatrixRegion, to sums: inout [Self], offset sumsOffset: Int)
  /// `values (rows, columns)` transposed.
  static func transposed(_ values: [Self], rows: Int, columns: Int) -> [Self]
  /// Adds `values (rows, columns)`, its columns in reverse order, to `out`.
  static func addMirrored(_ values: [Self], rows: Int, columns: Int, to out: inout [Self])
  /// Adds `count` values from `offset` to `out` from `outOffset`.
  static func add(
    _ values: [Self], offset: Int, count: Int, to out: inout [Self], offset outOffset: Int)
  /// `out = [accumulate ? out : 0] + values * mask` over as many elements as the mask has.
  static func applyMask(
    _ mask: [Self], to values: [Self], offset: Int, into out: inout [Self], offset outOffset: Int,
    accumulate: Bool)
  /// Copies states into their column block of the outputs; zeros outside the sequences.
  static func copyStates(
    _ states: [Self], to outputs: inout [Self], _ block: OutputBlock, lengths: [Int32])
  /// Copies a column block of the outputs into the states; zeros outside the sequences.
  static func copyOutputs(
    _ outputs: [Self], to states: inout [Self], _ block: OutputBlock, lengths: [Int32])
  /// Sets `last (batch, features)` from `outputs (time, batch, features)`: the first `onward`
  /// features at each sequence's last step, the others at its first; zeros if it has none.
  static func lastOutputs(
    _ outputs: [Self], features: Int, onward: Int, lengths: [Int32], into last: inout [Self])
  /// Adds the gradient by `last` to that by the outputs.
  static func lastOutputsBackward(
    _ gradient: [Self], features: Int, onward: Int, lengths: [Int32], to outputs: inout [Self])
}

/// Where states `(steps, batch, hidden)` stand in outputs `(time, batch, stride)`.
package struct OutputBlock: Sendable {
  let steps: Range<Int>
  let batch: Int
  let hidden: Int
  /// Features of the outputs, and the block's first.
  let stride: Int
  let column: Int
  /// The state of step `steps.lowerBound`, in elements.
  let statesOffset: Int
  /// Whether the block holds the features in reverse order.
  let isMirrored: Bool

  fileprivate func kernelValue(states: Int, outputs: Int, lengths: [Int32]) -> rk_output_block {
    precondition(
      statesOffset >= 0 && statesOffset + steps.count * batch * hidden <= states
        && steps.upperBound * batch * stride <= outputs && column + hidden <= stride
        && (lengths.isEmpty || lengths.count == batch),
      "steps \(steps), batch \(batch), hidden \(hidden) in \(states) states, \(outputs) outputs")
    return rk_output_block(
      steps: steps.count, batch: batch, hidden: hidden, stride: stride,
      states_offset: statesOffset, outputs_offset: steps.lowerBound * batch * stride + column,
      first_step: steps.lowerBound, is_masked: !lengths.isEmpty, is_mirrored: isMirrored)
  }
}

private func checkRange(_ offset: Int, _ count: Int, in total: Int) {
  precondition(
    offset >= 0 && count >= 0 && offset + count <= total,
    "\(count) elements from \(offset) of \(total)")
}

private func checkLast(
  outputs: Int, last: Int, features: Int, onward: Int, lengths: [Int32]
) {
  let batch = lengths.count
  precondition(
    0...features ~= onward && last == batch * features
      && lengths.allSatisfy { $0 >= 0 && Int($0) * batch * features <= outputs },
    "\(last) of \(outputs) outputs, features \(features), lengths \(lengths)")
}

extension Float: SequenceKernels {
  package static func clear(_ values: inout [Float], offset: Int, count: Int) {
    checkRange(offset, count, in: values.count)
    for index in offset..<offset + count { values[index] = 0 }
  }

  package static func fillRows(_ out: inout [Float], _ rows: Range<Int>, with row: [Float]) {
    checkRange(rows.lowerBound * row.count, rows.count * row.count, in: out.count)
    unsafe KernelTable.float.sequence.fill_rows(
      rows.count, row.count, row, &out, rows.lowerBound * row.count)
  }

  package static func addRowSums(
    _ values: [Float], _ region: MatrixRegion, to sums: inout [Float], offset sumsOffset: Int
  ) {
    region.checkFits(in: values.count)
    checkRange(sumsOffset, region.columns, in: sums.count)
    unsafe KernelTable.float.sequence.sum_rows(
      region.rows, region.columns, values, region.offset, region.rowStride, &sums, sumsOffset)
  }

  package static func transposed(_ values: [Float], rows: Int, columns: Int) -> [Float] {
    precondition(values.count == rows * columns, "(\(rows), \(columns)) in \(values.count)")
    var result = [Float](repeating: 0, count: values.count)
    unsafe KernelTable.float.sequence.transpose(rows, columns, values, &result)
    return result
  }

  package static func addMirrored(
    _ values: [Float], rows: Int, columns: Int, to out: inout [Float]
  ) {
    precondition(
      values.count == rows * columns && out.count == values.count,
      "(\(rows), \(columns)) in \(values.count) and \(out.count)")
    unsafe KernelTable.float.sequence.add_mirrored(rows, columns, values, &out)
  }

  package static func add(
    _ values: [Float], offset: Int, count: Int, to out: inout [Float], offset outOffset: Int
  ) {
    checkRange(offset, count, in: values.count)
    checkRange(outOffset, count, in: out.count)
    unsafe KernelTable.float.sequence.add(count, values, offset, &out, outOffset)
  }

  package static func applyMask(
    _ mask: [Float], to values: [Float], offset: Int, into out: inout [Float],
    offset outOffset: Int, accumulate: Bool
  ) {
    checkRange(offset, mask.count, in: values.count)
    checkRange(outOffset, mask.count, in: out.count)
    unsafe KernelTable.float.sequence.mask(
      mask.count, values, offset, mask, &out, outOffset, accumulate)
  }

  package static func copyStates(
    _ states: [Float], to outputs: inout [Float], _ block: OutputBlock, lengths: [Int32]
  ) {
    let place = block.kernelValue(
      states: states.count, outputs: outputs.count, lengths: lengths)
    unsafe KernelTable.float.sequence.states_to_outputs(place, lengths, states, &outputs)
  }

  package static func copyOutputs(
    _ outputs: [Float], to states: inout [Float], _ block: OutputBlock, lengths: [Int32]
  ) {
    let place = block.kernelValue(
      states: states.count, outputs: outputs.count, lengths: lengths)
    unsafe KernelTable.float.sequence.outputs_to_states(place, lengths, outputs, &states)
  }

  package static func lastOutputs(
    _ outputs: [Float], features: Int, onward: Int, lengths: [Int32], into last: inout [Float]
  ) {
    checkLast(
      outputs: outputs.count, last: last.count, features: features, onward: onward,
      lengths: lengths)
    unsafe KernelTable.float.sequence.last_outputs(
      lengths.count, features, onward, lengths, outputs, &last)
  }

  package static func lastOutputsBackward(
    _ gradient: [Float], features: Int, onward: Int, lengths: [Int32], to outputs: inout [Float]
  ) {
    checkLast(
      outputs: outputs.count, last: gradient.count, features: features, onward: onward,
      lengths: lengths)
    unsafe KernelTable.float.sequence.last_outputs_backward(
      lengths.count, features, onward, lengths, gradient, &outputs)
  }
}

extension Double: SequenceKernels {
  package static func clear(_ values: inout [Double], offset: Int, count: Int) {
    checkRange(offset, count, in: values.count)
    for index in offset..<offset + count { values[index] = 0 }
  }

  package static func fillRows(_ out: inout [Double], _ rows: Range<Int>, with row: [Double]) {
    checkRange(rows.lowerBound * row.count, rows.count * row.count, in: out.count)
    unsafe KernelTable.double.sequence.fill_rows(
      rows.count, row.count, row, &out, rows.lowerBound * row.count)
  }

  package static func addRowSums(
    _ values: [Double], _ region: MatrixRegion, to sums: inout [Double], offset sumsOffset: Int
  ) {
    region.checkFits(in: values.count)
    checkRange(sumsOffset, region.columns, in: sums.count)
    unsafe KernelTable.double.sequence.sum_rows(
      region.rows, region.columns, values, region.offset, region.rowStride, &sums, sumsOffset)
  }

  package static func transposed(_ values: [Double], rows: Int, columns: Int) -> [Double] {
    precondition(values.count == rows * columns, "(\(rows), \(columns)) in \(values.count)")
    var result = [Double](repeating: 0, count: values.count)
    unsafe KernelTable.double.sequence.transpose(rows, columns, values, &result)
    return result
  }

  package static func addMirrored(
    _ values: [Double], rows: Int, columns: Int, to out: inout [Double]
  ) {
    precondition(
      values.count == rows * columns && out.count == values.count,
      "(\(rows), \(columns)) in \(values.count) and \(out.count)")
    unsafe KernelTable.double.sequence.add_mirrored(rows, columns, values, &out)
  }

  package static func add(
    _ values: [Double], offset: Int, count: Int, to out: inout [Double], offset outOffset: Int
  ) {
    checkRange(offset, count, in: values.count)
    checkRange(outOffset, count, in: out.count)
    unsafe KernelTable.double.sequence.add(count, values, offset, &out, outOffset)
  }

  package static func applyMask(
    _ mask: [Double], to values: [Double], offset: Int, into out: inout [Double],
    offset outOffset: Int, accumulate: Bool
  ) {
    checkRange(offset, mask.count, in: values.count)
    checkRange(outOffset, mask.count, in: out.count)
    unsafe KernelTable.double.sequence.mask(
      mask.count, values, offset, mask, &out, outOffset, accumulate)
  }

  package static func copyStates(
    _ states: [Double], to outputs: inout [Double], _ block: OutputBlock, lengths: [Int32]
  ) {
    let place = block.kernelValue(
      states: states.count, outputs: outputs.count, lengths: lengths)
    unsafe KernelTable.double.sequence.states_to_outputs(place, lengths, states, &outputs)
  }

  package static func copyOutputs(
    _ outputs: [Double], to states: inout [Double], _ block: OutputBlock, lengths: [Int32]
  ) {
    let place = block.kernelValue(
      states: states.count, outputs: outputs.count, lengths: lengths)
    unsafe KernelTable.double.sequence.outputs_to_states(place, lengths, outputs, &states)
  }

  package static func lastOutputs(
    _ outputs: [Double], features: Int, onward: Int, lengths: [Int32], into last: inout [Double]
  ) {
    checkLast(
      outputs: outputs.count, last: last.count, features: features, onward: onward,
      lengths: lengths)
    unsafe KernelTable.double.sequence.last_outputs(
      lengths.count, features, onward, lengths, outputs, &last)
  }

  package static func lastOutputsBackward(
    _ gradient: [Double], features: Int, onward: Int, lengths: [Int32], to outputs: inout [Double]
  ) {
    checkLast(
      outputs: outputs.count, last: gradient.count, features: features, onward: onward,
      lengths: lengths)
    unsafe KernelTable.double.sequence.last_outputs_backward(
      lengths.count, features, onward, lengths, gradient, &outputs)
  }
}
