internal import Glibc

/// Turns logits into probabilities: `sigmoid(slope · logit + intercept)` (Platt 1999).
package struct Calibration: Codable, Sendable, Equatable {
  package let slope: Double
  package let intercept: Double

  package init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// Logits taken as they are.
  package static let identity = Calibration(slope: 1, intercept: 0)

  package func probability(ofLogit logit: Float) -> Double {
    1 / (1 + exp(-(slope * Double(logit) + intercept)))
  }

  /// Whether larger logits mean larger, finite probabilities.
  package var isValid: Bool { slope.isFinite && intercept.isFinite && slope > 0 }
}
