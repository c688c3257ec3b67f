internal import Glibc

/// One temperature for the logits of several classes: `softmax(logits / temperature)`.
///
/// Guo, Pleiss, Sun & Weinberger 2017. The loss is convex in the inverse temperature, where Newton's
/// method runs.
package struct TemperatureCalibration: Codable, Sendable, Equatable {
  package let temperature: Double

  package init(temperature: Double) { self.temperature = temperature }

  /// Probabilities of the classes.
  package func probabilities(ofLogits logits: [Double]) -> [Double] {
    Self.softmax(logits, inverse: 1 / temperature)
  }

  /// Fits the temperature by maximum likelihood, within `0.05...20`.
  ///
  /// - Parameters:
  ///   - logits: of examples the network was not trained on; one finite row an example.
  ///   - labels: the true class of each; as many, at least one.
  package static func fit(logits: [[Double]], labels: [Int]) -> TemperatureCalibration {
    precondition(
      logits.count == labels.count && !labels.isEmpty,
      "\(logits.count) rows of logits, \(labels.count) labels")
    var inverse = 1.0
    for _ in 0..<100 {
      var gradient = 0.0
      var curvature = 1e-12
      for (row, label) in zip(logits, labels) {
        let p = softmax(row, inverse: inverse)
        let mean = zip(p, row).reduce(0) { $0 + $1.0 * $1.1 }
        let square = zip(p, row).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
        gradient += mean - row[label]
        curvature += square - mean * mean
      }
      // Steps of at most a factor two cannot jump past where the curvature still means something.
      let next = min(max(inverse - gradient / curvature, inverse / 2), inverse * 2)
      let limited = min(max(next, 0.05), 20)
      if abs(limited - inverse) < 1e-12 { break }
      inverse = limited
    }
    return TemperatureCalibration(temperature: 1 / inverse)
  }

  private static func softmax(_ logits: [Double], inverse: Double) -> [Double] {
    let largest = logits.max() ?? 0
    let exponentials = logits.map { exp(inverse * ($0 - largest)) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }
}
