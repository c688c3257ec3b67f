/// The rhythm classes of the PhysioNet/CinC Challenge 2017 (Clifford et al. 2017), in the order of a
/// network's outputs.
package enum RhythmClass: Int, Codable, CaseIterable, Sendable, Hashable {
  case normal
  case atrialFibrillation
  case other
  case noise

  /// The class of a label `N`, `A`, `O` or `~`.
  package init?(label: some StringProtocol) {
    switch label {
    case "N": self = .normal
    case "A": self = .atrialFibrillation
    case "O": self = .other
    case "~": self = .noise
    default: return nil
    }
  }

  /// The challenge's label: `N`, `A`, `O` or `~`.
  package var label: String {
    switch self {
    case .normal: "N"
    case .atrialFibrillation: "A"
    case .other: "O"
    case .noise: "~"
    }
  }

  /// The name in plain words.
  package var name: String {
    switch self {
    case .normal: "normal rhythm"
    case .atrialFibrillation: "atrial fibrillation"
    case .other: "other rhythm"
    case .noise: "too noisy"
    }
  }
}
