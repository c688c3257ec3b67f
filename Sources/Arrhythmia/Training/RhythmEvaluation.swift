internal import Glibc
package import RecurrentCore

/// How well recordings' rhythms are told, as stored in models: figures with 95 % intervals of a
/// bootstrap over recordings.
package struct RhythmEvaluation: Codable, Sendable, Equatable {
  package let recordings: Int
  /// Of each class by its label.
  package let counts: [String: Int]
  /// `[truth][prediction]` in the order N, A, O, ~.
  package let confusion: ConfusionMatrix
  package let accuracy: Double
  package let accuracyInterval: BootstrapInterval?
  /// By label, as the challenge counts it; nil for a class without recordings.
  package let f1: [String: Double?]
  /// Of N, A and O, as far as there are recordings of them: the challenge's score.
  package let meanF1: Double
  package let meanF1Interval: BootstrapInterval?
  /// Of all four classes, likewise.
  package let meanF1OfFour: Double
  package let meanF1OfFourInterval: BootstrapInterval?
  /// Of the calibrated probabilities, in nats.
  package let logLoss: Double
  /// Of the most probable class, over 15 bins.
  package let expectedCalibrationError: Double

  /// Those whose F1 the challenge's score is the mean of.
  package static let scored = [RhythmClass.normal, .atrialFibrillation, .other].map(\.rawValue)

  /// - Parameters:
  ///   - probabilities: of the classes, a row a recording, at least one.
  ///   - rhythms: the truth; as many.
  ///   - resamples: for intervals; 0 for none.
  package init(
    probabilities: [[Double]], rhythms: [RhythmClass], resamples: Int = 0, seed: UInt64 = 1
  ) {
    let truths = rhythms.map(\.rawValue)
    let predictions = probabilities.map(Self.prediction)
    let matrix = Self.confusion(truths, predictions)
    let all = RhythmClass.allCases.map(\.rawValue)
    func interval(_ figure: (ConfusionMatrix) -> Double) -> BootstrapInterval? {
      BootstrapInterval.compute(count: truths.count, resamples: resamples, seed: seed) {
        figure(Self.confusion(truths, predictions, multiplicities: $0))
      }
    }
    recordings = truths.count
    counts = Self.byLabel { label in truths.count { $0 == label } }
    confusion = matrix
    accuracy = matrix.accuracy
    accuracyInterval = interval(\.accuracy)
    f1 = Self.byLabel { matrix.holds($0) ? matrix.f1(of: $0) : nil }
    meanF1 = matrix.meanF1(of: Self.scored)
    meanF1Interval = interval { $0.meanF1(of: Self.scored) }
    meanF1OfFour = matrix.meanF1(of: all)
    meanF1OfFourInterval = interval { $0.meanF1(of: all) }
    logLoss = Self.logLoss(probabilities, truths)
    expectedCalibrationError = ProbabilityMetrics.expectedCalibrationError(
      zip(probabilities, predictions).map { $0[$1] },
      zip(truths, predictions).map { $0 == $1 })
  }

  /// The mean negative logarithm of the truth's probability.
  package static func logLoss(_ probabilities: [[Double]], _ truths: [Int]) -> Double {
    zip(probabilities, truths).reduce(0) { $0 - log(max($1.0[$1.1], 0x1p-52)) }
      / Double(max(1, truths.count))
  }

  /// The most probable class; the first of equal ones.
  package static func prediction(_ row: [Double]) -> Int {
    row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 }
  }

  package static func confusion(
    _ truths: [Int], _ predictions: [Int], multiplicities: [Int]? = nil
  ) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(classes: RhythmClass.allCases.count)
    for (index, truth) in truths.enumerated() {
      matrix.add(
        truth: truth, prediction: predictions[index], count: multiplicities?[index] ?? 1)
    }
    return matrix
  }

  private static func byLabel<Value>(_ value: (Int) -> Value) -> [String: Value] {
    Dictionary(
      uniqueKeysWithValues: RhythmClass.allCases.map { ($0.label, value($0.rawValue)) })
  }
}

/// The section `metrics` of a model's file.
package struct RhythmMetrics: Codable, Sendable {
  /// On the recordings that chose the epoch and the calibration.
  package let validation: RhythmEvaluation
  /// On recordings nothing was chosen by.
  package let test: RhythmEvaluation?
}
