/// Stops training once the validation metric no longer improves; larger is better.
package struct EarlyStopping: Codable, Sendable, Equatable {
  /// Epochs without improvement before training stops.
  package let patience: Int
  /// What counts as an improvement.
  package let minimumImprovement: Double
  /// The best metric so far and its epoch, counted from 0.
  package private(set) var best: Double?
  package private(set) var bestEpoch: Int?
  private var epochsWithoutImprovement = 0

  package init(patience: Int, minimumImprovement: Double = 0) {
    self.patience = patience
    self.minimumImprovement = minimumImprovement
  }

  /// Whether training should stop.
  package var isExhausted: Bool { epochsWithoutImprovement >= max(1, patience) }

  /// Takes note of an epoch's metric.
  ///
  /// - Returns: whether it is the best so far.
  package mutating func observe(_ metric: Double, epoch: Int) -> Bool {
    let improves = best.map { metric > $0 + minimumImprovement } ?? !metric.isNaN
    guard improves else {
      epochsWithoutImprovement += 1
      return false
    }
    best = metric
    bestEpoch = epoch
    epochsWithoutImprovement = 0
    return true
  }
}
