internal import CRecurrentKernels

/// One time step of each recurrent cell, over the batch, on the buffers of one direction.
///
/// Forward: the step's gates hold their sums and receive their activations; the state after is set.
/// Backward: reads the gradient by the state after, adds to that by the state before what passes
/// beside the recurrent products, and sets the gradients of the gates' sums.
package protocol CellKernels: SequenceKernels {
  static func plainForward(_ time: Int, _ trace: inout DirectionTrace<Self>, rectified: Bool)
  static func plainBackward(
    _ time: Int, _ trace: DirectionTrace<Self>, _ gradients: inout DirectionGradients<Self>,
    rectified: Bool)

  static func lstmForward(
    _ time: Int, _ trace: inout DirectionTrace<Self>, sigmoidCandidate: Bool)
  static func lstmBackward(
    _ time: Int, _ trace: DirectionTrace<Self>, _ gradients: inout DirectionGradients<Self>,
    sigmoidCandidate: Bool)

  /// The memo holds `U h + b` of the candidate.
  static func gruAfterForward(_ time: Int, _ trace: inout DirectionTrace<Self>)
  static func gruAfterBackward(
    _ time: Int, _ trace: DirectionTrace<Self>, _ gradients: inout DirectionGradients<Self>)

  /// Activates r and z and sets the memo to `r * h`.
  static func gruBeforeReset(_ time: Int, _ trace: inout DirectionTrace<Self>)
  /// Gives the state, once the memo's product is added to the candidate's sum.
  static func gruBeforeUpdate(_ time: Int, _ trace: inout DirectionTrace<Self>)
  static func gruBeforeUpdateBackward(
    _ time: Int, _ trace: DirectionTrace<Self>, _ gradients: inout DirectionGradients<Self>)
  /// Takes the memo's gradient to those of r's sum and, in the memo's place, of the state.
  static func gruBeforeResetBackward(
    _ time: Int, _ trace: DirectionTrace<Self>, _ gradients: inout DirectionGradients<Self>)
}

extension Float: CellKernels {
  package static func plainForward(
    _ time: Int, _ trace: inout DirectionTrace<Float>, rectified: Bool
  ) {
    unsafe KernelTable.float.cell.plain_forward(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states, rectified)
  }

  package static func plainBackward(
    _ time: Int, _ trace: DirectionTrace<Float>, _ gradients: inout DirectionGradients<Float>,
    rectified: Bool
  ) {
    unsafe KernelTable.float.cell.plain_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, &gradients.states,
      &gradients.gates, &gradients.leak, rectified)
  }

  package static func lstmForward(
    _ time: Int, _ trace: inout DirectionTrace<Float>, sigmoidCandidate: Bool
  ) {
    unsafe KernelTable.float.cell.lstm_forward(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states, &trace.cells,
      &trace.memo, sigmoidCandidate)
  }

  package static func lstmBackward(
    _ time: Int, _ trace: DirectionTrace<Float>, _ gradients: inout DirectionGradients<Float>,
    sigmoidCandidate: Bool
  ) {
    unsafe KernelTable.float.cell.lstm_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, trace.cells,
      trace.memo, &gradients.states, &gradients.cell, &gradients.gates, &gradients.leak,
      sigmoidCandidate)
  }

  package static func gruAfterForward(_ time: Int, _ trace: inout DirectionTrace<Float>) {
    unsafe KernelTable.float.cell.gru_after_forward(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states, trace.memo)
  }

  package static func gruAfterBackward(
    _ time: Int, _ trace: DirectionTrace<Float>, _ gradients: inout DirectionGradients<Float>
  ) {
    unsafe KernelTable.float.cell.gru_after_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, trace.memo,
      &gradients.states, &gradients.gates, &gradients.memo, &gradients.leak)
  }

  package static func gruBeforeReset(_ time: Int, _ trace: inout DirectionTrace<Float>) {
    unsafe KernelTable.float.cell.gru_before_reset(
      trace.step(time), trace.lengths, &trace.gates, trace.states, trace.dropped, &trace.memo)
  }

  package static func gruBeforeUpdate(_ time: Int, _ trace: inout DirectionTrace<Float>) {
    unsafe KernelTable.float.cell.gru_before_update(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states)
  }

  package static func gruBeforeUpdateBackward(
    _ time: Int, _ trace: DirectionTrace<Float>, _ gradients: inout DirectionGradients<Float>
  ) {
    unsafe KernelTable.float.cell.gru_before_update_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, &gradients.states,
      &gradients.gates, &gradients.leak)
  }

  package static func gruBeforeResetBackward(
    _ time: Int, _ trace: DirectionTrace<Float>, _ gradients: inout DirectionGradients<Float>
  ) {
    unsafe KernelTable.float.cell.gru_before_reset_backward(
      trace.step(time), trace.lengths, trace.gates, trace.states, trace.dropped,
      &gradients.gates, &gradients.memo)
  }
}

extension Double: CellKernels {
  package static func plainForward(
    _ time: Int, _ trace: inout DirectionTrace<Double>, rectified: Bool
  ) {
    unsafe KernelTable.double.cell.plain_forward(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states, rectified)
  }

  package static func plainBackward(
    _ time: Int, _ trace: DirectionTrace<Double>, _ gradients: inout DirectionGradients<Double>,
    rectified: Bool
  ) {
    unsafe KernelTable.double.cell.plain_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, &gradients.states,
      &gradients.gates, &gradients.leak, rectified)
  }

  package static func lstmForward(
    _ time: Int, _ trace: inout DirectionTrace<Double>, sigmoidCandidate: Bool
  ) {
    unsafe KernelTable.double.cell.lstm_forward(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states, &trace.cells,
      &trace.memo, sigmoidCandidate)
  }

  package static func lstmBackward(
    _ time: Int, _ trace: DirectionTrace<Double>, _ gradients: inout DirectionGradients<Double>,
    sigmoidCandidate: Bool
  ) {
    unsafe KernelTable.double.cell.lstm_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, trace.cells,
      trace.memo, &gradients.states, &gradients.cell, &gradients.gates, &gradients.leak,
      sigmoidCandidate)
  }

  package static func gruAfterForward(_ time: Int, _ trace: inout DirectionTrace<Double>) {
    unsafe KernelTable.double.cell.gru_after_forward(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states, trace.memo)
  }

  package static func gruAfterBackward(
    _ time: Int, _ trace: DirectionTrace<Double>, _ gradients: inout DirectionGradients<Double>
  ) {
    unsafe KernelTable.double.cell.gru_after_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, trace.memo,
      &gradients.states, &gradients.gates, &gradients.memo, &gradients.leak)
  }

  package static func gruBeforeReset(_ time: Int, _ trace: inout DirectionTrace<Double>) {
    unsafe KernelTable.double.cell.gru_before_reset(
      trace.step(time), trace.lengths, &trace.gates, trace.states, trace.dropped, &trace.memo)
  }

  package static func gruBeforeUpdate(_ time: Int, _ trace: inout DirectionTrace<Double>) {
    unsafe KernelTable.double.cell.gru_before_update(
      trace.step(time), trace.lengths, trace.leak, &trace.gates, &trace.states)
  }

  package static func gruBeforeUpdateBackward(
    _ time: Int, _ trace: DirectionTrace<Double>, _ gradients: inout DirectionGradients<Double>
  ) {
    unsafe KernelTable.double.cell.gru_before_update_backward(
      trace.step(time), trace.lengths, trace.leak, trace.gates, trace.states, &gradients.states,
      &gradients.gates, &gradients.leak)
  }

  package static func gruBeforeResetBackward(
    _ time: Int, _ trace: DirectionTrace<Double>, _ gradients: inout DirectionGradients<Double>
  ) {
    unsafe KernelTable.double.cell.gru_before_reset_backward(
      trace.step(time), trace.lengths, trace.gates, trace.states, trace.dropped,
      &gradients.gates, &gradients.memo)
  }
}

extension DirectionTrace {
  /// Where a time step lies in the buffers; their sizes are fixed by the initialisers.
  fileprivate func step(_ time: Int) -> rk_cell_step {
    precondition(0..<self.time ~= time, "step \(time) of \(self.time)")
    return rk_cell_step(
      batch: batch, hidden: hidden, time: time, before: stateOffset(time, lag: 1),
      after: stateOffset(time), cell_before: cellOffset(time, lag: 1),
      cell_after: cellOffset(time), gates: time * batch * gateStride, memo: time * batch * hidden,
      is_masked: !lengths.isEmpty, is_leaky: !leak.isEmpty, is_dropped: !dropped.isEmpty)
  }
}
