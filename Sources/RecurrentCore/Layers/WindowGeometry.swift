/// Which input steps the output steps of a convolution or pooling see.
///
/// Output step `t` sees the input steps `t * stride - before + k * dilation`, k in `0..<taps`. What
/// lies before the first step or beyond a sequence's length counts as padding, so that each
/// sequence's result is the same in any batch.
package struct WindowGeometry: Sendable, Equatable {
  package enum Padding: String, Sendable, Codable {
    /// One output step for every `stride` input steps, rounded up.
    case same
    /// Windows that lie within the sequence.
    case valid
    /// As many output steps as `same`; none sees a later input step.
    case causal
  }

  package let taps: Int
  package let stride: Int
  package let dilation: Int
  /// Steps the first window starts before the sequence.
  package let before: Int
  /// Whether windows may end beyond the sequence.
  package let isPadded: Bool

  /// A convolution's windows; `same` puts half the padding, rounded down, before the sequence,
  /// as PyTorch does for `padding="same"`.
  package static func convolution(
    taps: Int, stride: Int, dilation: Int, padding: Padding
  ) -> WindowGeometry {
    let reach = (taps - 1) * dilation
    let before =
      switch padding {
      case .same: reach / 2
      case .valid: 0
      case .causal: reach
      }
    return WindowGeometry(
      taps: taps, stride: stride, dilation: dilation, before: before,
      isPadded: padding != .valid)
  }

  /// A pooling's windows; `same` centres each window on its stride.
  package static func pooling(size: Int, stride: Int, padding: Padding) -> WindowGeometry {
    let reach = max(0, size - stride)
    let before =
      switch padding {
      case .same: reach / 2
      case .valid: 0
      case .causal: size - 1
      }
    return WindowGeometry(
      taps: size, stride: stride, dilation: 1, before: before, isPadded: padding != .valid)
  }

  private init(taps: Int, stride: Int, dilation: Int, before: Int, isPadded: Bool) {
    precondition(
      taps > 0 && stride > 0 && dilation > 0, "taps \(taps), stride \(stride), \(dilation)")
    self.taps = taps
    self.stride = stride
    self.dilation = dilation
    self.before = before
    self.isPadded = isPadded
  }

  /// Valid output steps of a sequence of that many steps.
  package func outputSteps(_ steps: Int) -> Int {
    if isPadded { return (steps + stride - 1) / stride }
    let extent = (taps - 1) * dilation + 1
    return steps < extent ? 0 : (steps - extent) / stride + 1
  }

  package var receptiveField: ReceptiveField {
    ReceptiveField(stride: stride, before: before, after: (taps - 1) * dilation - before)
  }
}
