/// Counts of examples by true and predicted class.
package struct ConfusionMatrix: Codable, Sendable, Equatable {
  /// `counts[truth][prediction]`.
  package private(set) var counts: [[Int]]

  package init(classes: Int) {
    counts = Array(repeating: Array(repeating: 0, count: classes), count: classes)
  }

  /// Two classes, 0 negative and 1 positive.
  package init(labels: [Bool], predictions: [Bool]) {
    precondition(
      labels.count == predictions.count, "\(labels.count) labels, \(predictions.count) predictions")
    self.init(classes: 2)
    for (truth, prediction) in zip(labels, predictions) {
      add(truth: truth ? 1 : 0, prediction: prediction ? 1 : 0)
    }
  }

  package mutating func add(truth: Int, prediction: Int, count: Int = 1) {
    counts[truth][prediction] += count
  }

  package var total: Int { counts.joined().reduce(0, +) }

  /// The share of examples on the diagonal; 0 without examples.
  package var accuracy: Double {
    ratio(counts.indices.reduce(0) { $0 + counts[$1][$1] }, total)
  }

  /// The share of those predicted to be of the class that are; 0 if none is predicted.
  package func precision(of label: Int) -> Double {
    ratio(counts[label][label], predicted(label))
  }

  /// The share of the class's examples that are predicted so; 0 if there are none.
  package func recall(of label: Int) -> Double { ratio(counts[label][label], actual(label)) }

  /// The harmonic mean of precision and recall, `2 n_ii / (row + column)`: also the F1 of the
  /// PhysioNet/CinC Challenge 2017; 0 when the class neither occurs nor is predicted.
  package func f1(of label: Int) -> Double {
    ratio(2 * counts[label][label], actual(label) + predicted(label))
  }

  /// Whether there are examples of the class.
  package func holds(_ label: Int) -> Bool { actual(label) > 0 }

  /// The mean F1 of those of some classes that there are examples of; 0 without any.
  package func meanF1(of labels: [Int]) -> Double {
    let held = labels.filter(holds)
    return held.isEmpty ? 0 : held.reduce(0) { $0 + f1(of: $1) } / Double(held.count)
  }

  /// The correlation of truth and prediction (Gorodkin 2004; Matthews 1975 for two classes);
  /// 0 when either is constant.
  package var matthewsCorrelation: Double {
    let total = Double(total)
    let classes = counts.indices.map {
      (actual: Double(actual($0)), predicted: Double(predicted($0)))
    }
    let correct = Double(counts.indices.reduce(0) { $0 + counts[$1][$1] })
    let product = classes.reduce(0) { $0 + $1.actual * $1.predicted }
    let actualSquares = classes.reduce(0) { $0 + $1.actual * $1.actual }
    let predictedSquares = classes.reduce(0) { $0 + $1.predicted * $1.predicted }
    let variances = (total * total - actualSquares) * (total * total - predictedSquares)
    return variances > 0 ? (correct * total - product) / variances.squareRoot() : 0
  }

  private func actual(_ label: Int) -> Int { counts[label].reduce(0, +) }

  private func predicted(_ label: Int) -> Int { counts.reduce(0) { $0 + $1[label] } }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }
}
