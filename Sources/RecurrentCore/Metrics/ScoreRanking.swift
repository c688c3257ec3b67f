/// Examples of two classes in the order of their scores: what the rank metrics are computed from.
package struct ScoreRanking: Sendable {
  /// Example indices, highest score first.
  private let order: [Int]
  /// Where in `order` each run of equal scores ends.
  private let runEnds: [Int]
  private let labels: [Bool]

  /// - Parameters:
  ///   - scores: finite; larger means more likely positive.
  ///   - labels: whether each example is positive.
  package init(scores: [Double], labels: [Bool]) {
    precondition(scores.count == labels.count, "\(scores.count) scores, \(labels.count) labels")
    precondition(scores.allSatisfy(\.isFinite), "a score is not finite")
    self.labels = labels
    let order = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    self.order = order
    runEnds = order.indices.compactMap { index in
      let isLast = index + 1 == order.count || scores[order[index]] != scores[order[index + 1]]
      return isLast ? index + 1 : nil
    }
  }

  /// The probability that a positive scores above a negative, ties counted half: the area under
  /// the receiver operating characteristic, as scikit-learn's `roc_auc_score`.
  ///
  /// - Parameter multiplicities: how often each example counts; once by default.
  /// - Returns: nil unless both classes are there.
  package func auROC(multiplicities: [Int]? = nil) -> Double? {
    var area = 0.0
    let (positives, negatives) = walk(multiplicities) { before, run in
      area += run.positives * (run.negatives / 2) + run.negatives * before.positives
    }
    guard positives > 0, negatives > 0 else { return nil }
    return area / (positives * negatives)
  }

  /// The average precision, `sum of (recall step) * precision` over thresholds between unequal
  /// scores, as scikit-learn's `average_precision_score`.
  ///
  /// - Parameter multiplicities: how often each example counts; once by default.
  /// - Returns: nil without positives.
  package func auPRC(multiplicities: [Int]? = nil) -> Double? {
    var area = 0.0
    let (positives, _) = walk(multiplicities) { before, run in
      guard run.positives > 0 else { return }
      let truePositives = before.positives + run.positives
      let precision = truePositives / (truePositives + before.negatives + run.negatives)
      area += run.positives * precision
    }
    return positives > 0 ? area / positives : nil
  }

  /// True and false positives at every threshold between unequal scores, from the highest on.
  package func operatingPoints() -> [(truePositives: Double, falsePositives: Double)] {
    var points: [(truePositives: Double, falsePositives: Double)] = []
    _ = walk(nil) { before, run in
      points.append((before.positives + run.positives, before.negatives + run.negatives))
    }
    return points
  }

  private typealias Counts = (positives: Double, negatives: Double)

  /// Calls `visit` for each run of equal scores with the counts before and in it.
  private func walk(
    _ multiplicities: [Int]?, _ visit: (_ before: Counts, _ run: Counts) -> Void
  ) -> Counts {
    precondition(
      multiplicities.map { $0.count == labels.count } ?? true, "one multiplicity an example")
    var total: Counts = (0, 0)
    var start = 0
    for end in runEnds {
      var run: Counts = (0, 0)
      for example in order[start..<end] {
        let count = Double(multiplicities?[example] ?? 1)
        if labels[example] { run.positives += count } else { run.negatives += count }
      }
      visit(total, run)
      total.positives += run.positives
      total.negatives += run.negatives
      start = end
    }
    return total
  }
}
