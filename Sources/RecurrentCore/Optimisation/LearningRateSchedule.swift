internal import Glibc

/// How the learning rate changes over training, as a factor of the rate set.
package enum LearningRateSchedule: Codable, Sendable, Equatable {
  case constant
  /// Multiplied by `factor` after every `epochs` epochs.
  case step(epochs: Int, factor: Double)
  /// Linear from 0 over the first share of all steps, then half a cosine down to `floor`:
  /// Loshchilov & Hutter 2017.
  case cosine(warmUp: Double = 0.05, floor: Double = 0)
  /// Multiplied by `factor` each time the validation metric has not improved for more than
  /// `patience` epochs, not below `floor`; as PyTorch's `ReduceLROnPlateau` with threshold 0.
  case plateau(factor: Double = 0.5, patience: Int = 2, floor: Double = 0.01)
}

/// A schedule with what it has seen of training.
package struct LearningRate: Codable, Sendable, Equatable {
  package let initial: Double
  package let schedule: LearningRateSchedule
  private var plateauFactor = 1.0
  private var best: Double?
  private var epochsWithoutImprovement = 0

  package init(_ initial: Double, _ schedule: LearningRateSchedule = .constant) {
    self.initial = initial
    self.schedule = schedule
  }

  /// The rate of a step.
  ///
  /// - Parameters:
  ///   - step: updates done before, of `total` planned.
  ///   - epoch: epochs done before.
  package func rate(step: Int, of total: Int, epoch: Int) -> Double {
    switch schedule {
    case .constant: initial
    case .step(let epochs, let factor): initial * pow(factor, Double(epoch / max(1, epochs)))
    case .cosine(let warmUp, let floor):
      initial * Self.cosine(Double(step), of: Double(total), warmUp: warmUp, floor: floor)
    case .plateau: initial * plateauFactor
    }
  }

  /// Takes note of an epoch's validation metric; larger is better.
  package mutating func observe(_ metric: Double) {
    guard case .plateau(let factor, let patience, let floor) = schedule else { return }
    if best.map({ metric > $0 }) ?? !metric.isNaN {
      best = metric
      epochsWithoutImprovement = 0
      return
    }
    epochsWithoutImprovement += 1
    if epochsWithoutImprovement > patience {
      plateauFactor = max(floor, plateauFactor * factor)
      epochsWithoutImprovement = 0
    }
  }

  private static func cosine(
    _ step: Double, of total: Double, warmUp: Double, floor: Double
  ) -> Double {
    let warmUpSteps = (total * warmUp).rounded()
    if step < warmUpSteps { return (step + 1) / (warmUpSteps + 1) }
    let progress = min(1, (step - warmUpSteps) / max(1, total - warmUpSteps))
    return floor + (1 - floor) * 0.5 * (1 + cos(.pi * progress))
  }
}
