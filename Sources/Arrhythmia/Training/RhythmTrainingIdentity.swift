internal import FoundationEssentials
internal import RecurrentCore

/// What decides the result of a training besides its settings: a checkpoint of another is refused.
struct RhythmTrainingIdentity: Encodable {
  private let architecture: NetworkArchitecture
  private let contract: SignalContract
  private let augmentation: RhythmAugmentation
  private let classWeights: [Double]
  private let labelSmoothing: Double
  private let metric: RhythmTraining.Metric
  private let training: [String]
  private let validation: [String]

  init(_ plan: RhythmTraining.Plan, _ split: RhythmSplit) {
    architecture = plan.architecture
    contract = plan.contract
    augmentation = plan.augmentation
    classWeights = plan.classWeights
    labelSmoothing = plan.labelSmoothing
    metric = plan.metric
    training = split.training.map { "\($0.name),\($0.rhythm.label)" }
    validation = split.validation.map { "\($0.name),\($0.rhythm.label)" }
  }

  /// The SHA-256 of its JSON, in hexadecimal; nil if a number is not finite.
  var hash: String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { SHA256.hexadecimal(of: [UInt8]($0)) }
  }
}
