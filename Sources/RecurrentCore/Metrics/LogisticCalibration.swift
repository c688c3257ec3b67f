internal import Glibc

/// The line that turns logits into calibrated logits: `probability = sigmoid(slope x + intercept)`.
///
/// Platt 1999 with the method of Lin, Lin & Weng 2007: Newton's, halving steps that do not help.
package struct LogisticCalibration: Codable, Sendable, Equatable {
  package let slope: Double
  package let intercept: Double

  package init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  package func probability(ofLogit logit: Double) -> Double {
    1 / (1 + exp(-(slope * logit + intercept)))
  }

  /// Fits the line by maximum likelihood of Platt's smoothed targets, so that classes that are
  /// apart do not drive the slope to infinity.
  ///
  /// - Parameters:
  ///   - logits: of examples the network was not trained on; finite.
  ///   - labels: whether each example is positive; as many.
  /// - Returns: nil unless both classes are there.
  package static func fit(logits: [Double], labels: [Bool]) -> LogisticCalibration? {
    precondition(logits.count == labels.count, "\(logits.count) logits, \(labels.count) labels")
    let positives = Double(labels.count { $0 })
    let negatives = Double(labels.count) - positives
    guard positives > 0, negatives > 0 else { return nil }
    let high = (positives + 1) / (positives + 2)
    let low = 1 / (negatives + 2)
    let examples = zip(logits, labels).map { (x: $0, t: $1 ? high : low) }

    var line = LogisticCalibration(slope: 0, intercept: log((positives + 1) / (negatives + 1)))
    var loss = line.loss(examples)
    for _ in 0..<100 {
      let step = line.newtonStep(examples)
      if max(abs(step.gradient.0), abs(step.gradient.1)) < 1e-10 * Double(examples.count) { break }
      var share = 1.0
      var improved = false
      while share > 1e-10 {
        let next = LogisticCalibration(
          slope: line.slope - share * step.slope, intercept: line.intercept - share * step.intercept
        )
        let nextLoss = next.loss(examples)
        if nextLoss < loss {
          (line, loss, improved) = (next, nextLoss, true)
          break
        }
        share /= 2
      }
      if !improved { break }
    }
    return line
  }

  private func loss(_ examples: [(x: Double, t: Double)]) -> Double {
    examples.reduce(0) { sum, example in
      let z = slope * example.x + intercept
      // log(1 + exp(z)) - t z without overflow.
      return sum + max(z, 0) + log1p(exp(-abs(z))) - example.t * z
    }
  }

  private func newtonStep(
    _ examples: [(x: Double, t: Double)]
  ) -> (slope: Double, intercept: Double, gradient: (Double, Double)) {
    var (g1, g2) = (0.0, 0.0)
    // The ridge keeps the system solvable when all logits are alike.
    var (h11, h12, h22) = (1e-12, 0.0, 1e-12)
    for (x, t) in examples {
      let p = probability(ofLogit: x)
      let curvature = p * (1 - p)
      g1 += (p - t) * x
      g2 += p - t
      h11 += curvature * x * x
      h12 += curvature * x
      h22 += curvature
    }
    let determinant = h11 * h22 - h12 * h12
    return (
      (h22 * g1 - h12 * g2) / determinant, (h11 * g2 - h12 * g1) / determinant, (g1, g2)
    )
  }
}
