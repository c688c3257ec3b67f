internal import Glibc

/// How well probabilities of the positive class fit what happened.
///
/// Each takes probabilities in `0...1` and labels, as many, at least one.
package enum ProbabilityMetrics {
  /// The mean negative logarithm of the probability given to what happened, in nats; probabilities
  /// closer than 2^-52 to 0 or 1 are taken as that, as in scikit-learn.
  package static func logLoss(_ probabilities: [Double], _ labels: [Bool]) -> Double {
    mean(probabilities, labels) { probability, label in
      let given = label ? probability : 1 - probability
      return -log(min(max(given, 0x1p-52), 1 - 0x1p-52))
    }
  }

  /// The mean squared difference of probability and outcome: Brier 1950.
  package static func brierScore(_ probabilities: [Double], _ labels: [Bool]) -> Double {
    mean(probabilities, labels) { probability, label in
      let difference = probability - (label ? 1 : 0)
      return difference * difference
    }
  }

  /// The mean over examples of |share of positives - mean probability| in the example's bin, bins
  /// of equal width: Naeini, Cooper & Hauskrecht 2015.
  package static func expectedCalibrationError(
    _ probabilities: [Double], _ labels: [Bool], bins: Int = 15
  ) -> Double {
    check(probabilities, labels)
    // Sum over the bin of (probability - outcome): its size cancels.
    var excess = Array(repeating: 0.0, count: bins)
    for (probability, label) in zip(probabilities, labels) {
      let bin = min(bins - 1, Int(probability * Double(bins)))
      excess[bin] += probability - (label ? 1 : 0)
    }
    return excess.reduce(0) { $0 + abs($1) } / Double(probabilities.count)
  }

  private static func mean(
    _ probabilities: [Double], _ labels: [Bool], _ value: (Double, Bool) -> Double
  ) -> Double {
    check(probabilities, labels)
    return zip(probabilities, labels).reduce(0) { $0 + value($1.0, $1.1) }
      / Double(probabilities.count)
  }

  private static func check(_ probabilities: [Double], _ labels: [Bool]) {
    precondition(
      probabilities.count == labels.count && !labels.isEmpty,
      "\(probabilities.count) probabilities, \(labels.count) labels")
    precondition(probabilities.allSatisfy { 0...1 ~= $0 }, "a probability is outside 0...1")
  }
}
