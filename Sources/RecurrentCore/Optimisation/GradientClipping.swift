/// How large gradients are made smaller before a step: Pascanu, Mikolov & Bengio 2013.
package enum GradientClipping: Codable, Sendable, Equatable {
  case none
  /// All gradients together scaled to that Euclidean norm, as `torch.nn.utils.clip_grad_norm_`.
  case norm(Double)
  /// Each entry limited to that magnitude, as `torch.nn.utils.clip_grad_value_`.
  case value(Double)

  /// Scales the gradients by `scale`, then clips them.
  ///
  /// - Returns: the norm after scaling and before clipping; not finite when a gradient is not.
  package func apply(to gradients: inout ParameterSet<Float>, scale: Double = 1) -> Double {
    let norm = gradients.norm * abs(scale)
    switch self {
    case .none: gradients.scale(by: scale)
    case .norm(let limit): gradients.scale(by: scale * min(1, limit / (norm + 1e-6)))
    case .value(let limit):
      gradients.scale(by: scale)
      for index in gradients.tensors.indices {
        OptimiserKernels.clamp(&gradients.tensors[index].elements, to: Float(limit))
      }
    }
    return norm
  }
}

extension ParameterSet<Float> {
  /// The Euclidean norm of all elements, summed in double precision.
  package var norm: Double {
    tensors.reduce(0) { $0 + OptimiserKernels.sumOfSquares($1.elements) }.squareRoot()
  }

  mutating func scale(by factor: Double) {
    guard factor != 1 else { return }
    for index in tensors.indices {
      OptimiserKernels.scale(&tensors[index].elements, by: Float(factor))
    }
  }

  /// Adds the other set, element by element.
  mutating func add(_ other: ParameterSet<Float>) {
    precondition(
      tensors.count == other.tensors.count, "\(other.tensors.count) for \(tensors.count) tensors")
    for index in tensors.indices {
      Float.add(other.tensors[index].elements, to: &tensors[index].elements)
    }
  }
}
