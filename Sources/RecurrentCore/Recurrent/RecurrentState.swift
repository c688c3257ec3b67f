/// The states of a stack between two pieces of the same sequences, or the gradient by them.
package struct RecurrentState<Element: KernelElement>: Sendable, Equatable {
  /// One for each layer and in it for each direction: PyTorch's order of `h_0` and `c_0`.
  package var directions: [DirectionState<Element>]

  package init(directions: [DirectionState<Element>]) { self.directions = directions }
}

/// The state of one direction of one layer.
package struct DirectionState<Element: KernelElement>: Sendable, Equatable {
  /// `(time, batch, features)`: the last states, the latest last; one unless a layer skips back.
  package var hidden: Tensor<Element>
  /// `(batch, features)`, in an LSTM.
  package var cell: Tensor<Element>?

  package init(hidden: Tensor<Element>, cell: Tensor<Element>? = nil) {
    self.hidden = hidden
    self.cell = cell
  }
}
