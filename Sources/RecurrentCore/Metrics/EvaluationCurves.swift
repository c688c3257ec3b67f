/// The curves of a two-class prediction, thinned so that they can be drawn.
package struct EvaluationCurves: Sendable, Equatable {
  package struct Point: Sendable, Equatable {
    package let x: Double
    package let y: Double
  }

  /// Examples of about the same probability.
  package struct ReliabilityBin: Sendable, Equatable {
    package let meanProbability: Double
    package let shareOfPositives: Double
    package let count: Int
  }

  /// False positive rate and true positive rate, from (0, 0) to (1, 1).
  package let roc: [Point]
  /// Recall and precision, from the highest threshold on.
  package let precisionRecall: [Point]
  /// The bins of the expected calibration error that hold examples.
  package let reliability: [ReliabilityBin]

  /// Curves keep points at least this far apart in one of the two directions.
  private static let resolution = 0.002
  private static let bins = 15

  /// - Parameters: as of `BinaryEvaluation`.
  package init(scores: [Double], probabilities: [Double], labels: [Bool]) {
    let counts = ScoreRanking(scores: scores, labels: labels).operatingPoints()
    let positives = Double(max(1, labels.count { $0 }))
    let negatives = Double(max(1, labels.count { !$0 }))
    roc = Self.thinned(
      [Point(x: 0, y: 0)]
        + counts.map { Point(x: $0.falsePositives / negatives, y: $0.truePositives / positives) })
    precisionRecall = Self.thinned(
      counts.map {
        Point(
          x: $0.truePositives / positives,
          y: $0.truePositives / ($0.truePositives + $0.falsePositives))
      })
    reliability = Self.bins(probabilities, labels)
  }

  private static func thinned(_ points: [Point]) -> [Point] {
    guard var kept = points.first, let last = points.last else { return points }
    var result = [kept]
    for point in points.dropFirst().dropLast()
    where max(abs(point.x - kept.x), abs(point.y - kept.y)) >= resolution {
      result.append(point)
      kept = point
    }
    if last != kept { result.append(last) }
    return result
  }

  private static func bins(_ probabilities: [Double], _ labels: [Bool]) -> [ReliabilityBin] {
    var sums = Array(repeating: (probability: 0.0, positives: 0.0, count: 0), count: bins)
    for (probability, label) in zip(probabilities, labels) {
      let bin = min(bins - 1, Int(probability * Double(bins)))
      sums[bin].probability += probability
      sums[bin].positives += label ? 1 : 0
      sums[bin].count += 1
    }
    return sums.filter { $0.count > 0 }.map {
      ReliabilityBin(
        meanProbability: $0.probability / Double($0.count),
        shareOfPositives: $0.positives / Double($0.count), count: $0.count)
    }
  }
}
