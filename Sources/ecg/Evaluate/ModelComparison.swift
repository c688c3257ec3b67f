internal import Arrhythmia
internal import RecurrentCore

/// By how much one model is better than another on the same records, with 95 % intervals of a
/// bootstrap that draws the same records for both.
struct ModelComparison: Encodable {
  let than: String
  let accuracyGain: Double
  let accuracyGainInterval: BootstrapInterval?
  let meanF1Gain: Double
  let meanF1GainInterval: BootstrapInterval?

  init(
    _ model: ModelAnswers, than other: ModelAnswers, rhythms: [RhythmClass], resamples: Int,
    seed: UInt64
  ) {
    let truths = rhythms.map(\.rawValue)
    let predictions = [model, other].map { $0.probabilities.map(RhythmEvaluation.prediction) }
    func gain(_ figure: (ConfusionMatrix) -> Double, _ multiplicities: [Int]? = nil) -> Double {
      let figures = predictions.map {
        figure(RhythmEvaluation.confusion(truths, $0, multiplicities: multiplicities))
      }
      return figures[0] - figures[1]
    }
    func interval(_ figure: (ConfusionMatrix) -> Double) -> BootstrapInterval? {
      BootstrapInterval.compute(count: truths.count, resamples: resamples, seed: seed) {
        gain(figure, $0)
      }
    }
    func meanF1(_ matrix: ConfusionMatrix) -> Double {
      matrix.meanF1(of: RhythmEvaluation.scored)
    }
    than = other.model.name
    accuracyGain = gain(\.accuracy)
    accuracyGainInterval = interval(\.accuracy)
    meanF1Gain = gain(meanF1)
    meanF1GainInterval = interval(meanF1)
  }
}
