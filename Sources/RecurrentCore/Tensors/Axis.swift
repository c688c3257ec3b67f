/// What an axis of a tensor counts.
package enum Axis: String, Sendable, Hashable {
  /// Sequence positions or samples, in order.
  case time
  /// Sequences of one batch.
  case batch
  /// Values at one time step: channels, embedding entries, hidden units.
  case features
  /// Rows of a weight matrix: what a layer gives.
  case outputs
  /// Columns of a weight matrix: what a layer takes.
  case inputs
  /// Taps of a convolution.
  case taps
  /// Entries of a vocabulary.
  case tokens
}
