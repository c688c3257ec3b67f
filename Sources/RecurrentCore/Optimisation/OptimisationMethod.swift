/// How gradients change parameters; each case is the optimiser of that name in PyTorch 2.
package enum OptimisationMethod: Codable, Sendable, Equatable {
  /// Stochastic gradient descent: heavy-ball momentum, or Nesterov's; decay through the gradient.
  case sgd(momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0)
  /// Kingma & Ba 2015; decay through the gradient.
  case adam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0)
  /// Loshchilov & Hutter 2019: decay apart from the gradient.
  case adamW(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0.01)

  /// How many numbers it remembers per parameter.
  var momentCount: Int {
    switch self {
    case .sgd: 1
    case .adam, .adamW: 2
    }
  }
}

/// Which parameters weight decay leaves alone.
package struct DecayExclusion: Codable, Sendable, Equatable {
  /// Excluded when the name ends in one of these.
  package var nameSuffixes: [String]
  /// Whether tensors with at most one axis are excluded: biases and the gains of normalisations.
  package var excludesVectors: Bool

  package init(nameSuffixes: [String] = [], excludesVectors: Bool = true) {
    self.nameSuffixes = nameSuffixes
    self.excludesVectors = excludesVectors
  }

  /// Every parameter decays, as in PyTorch without parameter groups.
  package static let none = DecayExclusion(excludesVectors: false)

  func contains(_ name: String, _ shape: Shape) -> Bool {
    excludesVectors && shape.sizes.count <= 1 || nameSuffixes.contains { name.hasSuffix($0) }
  }
}
