internal import Glibc

/// A strictly rising, piecewise linear map of logits to calibrated logits.
///
/// For scores whose reliability is no straight line on the logit scale. Ranks stay as they are. Beyond
/// its knots the curve goes on with the slope of the line it corrects.
package struct MonotoneCurve: Codable, Sendable, Equatable {
  /// The knots' logits, strictly ascending.
  package let logits: [Double]
  /// The calibrated logits there, strictly ascending.
  package let calibrated: [Double]
  /// The slope before the first and after the last knot, > 0.
  package let outerSlope: Double

  package static let largestKnotCount = 16

  /// The information a knot rests on, `sum of p (1 - p)`: its offset then has a standard error
  /// of half a logit at most.
  private static let leastInformation = 4.0
  /// The prior precision of a knot's offset from the line: shrinks what few examples say.
  private static let ridge = 1.0
  /// The least slope, as a share of the line's.
  private static let leastSlopeShare = 0.05

  enum CodingKeys: String, CodingKey {
    case logits, calibrated
    case outerSlope = "outer_slope"
  }

  /// Corrects a line by pool-adjacent-violators (Ayer et al. 1955) on the logit scale.
  ///
  /// Examples are cut by their logits into at most 16 groups of equal information; each group's
  /// offset from the line is the posterior mode under a normal prior.
  ///
  /// - Returns: nil for fewer than three groups, or a line that does not rise.
  package static func fit(
    logits: [Double], labels: [Bool], correcting line: LogisticCalibration
  ) -> MonotoneCurve? {
    precondition(logits.count == labels.count, "\(logits.count) logits, \(labels.count) labels")
    guard line.slope > 0, line.slope.isFinite, line.intercept.isFinite else { return nil }
    let groups = informationGroups(logits, line)
    guard groups.count >= 3 else { return nil }
    let knots = groups.map { Knot(of: $0, logits, labels, line) }
    // A tilted pool rises by the tilt at least once it is tilted back.
    let tilt = leastSlopeShare * line.slope
    let pooled = pool(knots.map { ($0.calibrated - tilt * $0.logit, $0.weight) })
    return MonotoneCurve(
      logits: knots.map(\.logit), calibrated: zip(knots, pooled).map { $1 + tilt * $0.logit },
      outerSlope: line.slope)
  }

  package func calibrated(logit: Double) -> Double {
    guard let first = logits.first, let last = logits.last else { return outerSlope * logit }
    if logit <= first { return calibrated[0] + outerSlope * (logit - first) }
    if logit >= last { return calibrated[logits.count - 1] + outerSlope * (logit - last) }
    var (low, high) = (0, logits.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if logits[middle] <= logit { low = middle } else { high = middle }
    }
    let share = (logit - logits[low]) / (logits[high] - logits[low])
    return calibrated[low] + share * (calibrated[high] - calibrated[low])
  }

  /// Whether a decoded curve rises strictly everywhere.
  package var isValid: Bool {
    logits.count == calibrated.count && 2...Self.largestKnotCount ~= logits.count
      && (logits + calibrated).allSatisfy(\.isFinite) && outerSlope > 0 && outerSlope.isFinite
      && zip(logits, logits.dropFirst()).allSatisfy { $0 < $1 }
      && zip(calibrated, calibrated.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// Indices of examples by ascending logit, in groups of about equal information; equal logits stay
  /// together.
  private static func informationGroups(
    _ logits: [Double], _ line: LogisticCalibration
  ) -> [[Int]] {
    let order = logits.indices.sorted { (logits[$0], $0) < (logits[$1], $1) }
    let information = order.map { index in
      let p = line.probability(ofLogit: logits[index])
      return p * (1 - p)
    }
    let total = information.reduce(0, +)
    let count = min(largestKnotCount, Int(total / leastInformation))
    guard count >= 3 else { return [] }
    var groups: [[Int]] = [[]]
    var sum = 0.0
    for (place, index) in order.enumerated() {
      let isNew = place > 0 && logits[order[place - 1]] < logits[index]
      if isNew, groups.count < count, sum >= total * Double(groups.count) / Double(count) {
        groups.append([])
      }
      groups[groups.count - 1].append(index)
      sum += information[place]
    }
    return groups
  }

  /// The weighted means of pooled neighbours, not descending.
  private static func pool(_ values: [(value: Double, weight: Double)]) -> [Double] {
    var blocks: [(value: Double, weight: Double, count: Int)] = []
    for (value, weight) in values {
      blocks.append((value, weight, 1))
      while blocks.count > 1, blocks[blocks.count - 2].value > blocks[blocks.count - 1].value {
        let last = blocks.removeLast()
        let previous = blocks.removeLast()
        let weight = previous.weight + last.weight
        let mean = (previous.value * previous.weight + last.value * last.weight) / weight
        blocks.append((mean, weight, previous.count + last.count))
      }
    }
    return blocks.flatMap { Array(repeating: $0.value, count: $0.count) }
  }

  /// What one group of examples says.
  private struct Knot {
    let logit: Double
    let calibrated: Double
    let weight: Double

    init(
      of group: [Int], _ logits: [Double], _ labels: [Bool], _ line: LogisticCalibration
    ) {
      var offset = 0.0
      var information = 0.0
      for _ in 0..<50 {
        var gradient = -ridge * offset
        information = 0
        for index in group {
          let z = line.slope * logits[index] + line.intercept + offset
          let p = 1 / (1 + exp(-z))
          gradient += (labels[index] ? 1 : 0) - p
          information += p * (1 - p)
        }
        let step = gradient / (information + ridge)
        // Newton's steps on a concave function, kept short where it is nearly flat.
        offset += min(max(step, -2), 2)
        if abs(step) < 1e-9 { break }
      }
      var (sum, weights) = (0.0, 0.0)
      for index in group {
        let p = line.probability(ofLogit: logits[index])
        let weight = p * (1 - p) + 1e-12
        sum += weight * logits[index]
        weights += weight
      }
      logit = sum / weights
      calibrated = line.slope * logit + line.intercept + offset
      weight = information + ridge
    }
  }
}
