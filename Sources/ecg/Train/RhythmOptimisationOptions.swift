internal import ArgumentParser
internal import Arrhythmia
internal import RecurrentCore

/// The network and how it is fitted.
struct RhythmOptimisationOptions: ParsableArguments {
  /// How the learning rate changes.
  enum Schedule: String, ExpressibleByArgument, CaseIterable {
    case constant
    case cosine
    case plateau
  }

  @Option(
    help: ArgumentHelp("Network: vanzaen2019, or a JSON file.", valueName: "name|file"),
    completion: .file())
  var architecture = NamedRhythmArchitecture.vanZaen2019.rawValue

  @Option(help: ArgumentHelp("Passes over the recordings.", valueName: "n"))
  var epochs = 100

  @Option(help: ArgumentHelp("Recordings of an update.", valueName: "n"))
  var batchSize = 32

  @Option(
    help: ArgumentHelp(
      "Recordings computed together: part of the result, unlike the threads.", valueName: "n"))
  var microBatchSize = 8

  @Option(help: ArgumentHelp("Peak of the learning rate.", valueName: "rate"))
  var learningRate = 1e-3

  @Option(
    help:
      "Learning rate: constant, falling as a cosine after a rise, or halved when validation stalls."
  )
  var schedule = Schedule.plateau

  @Option(help: ArgumentHelp("Epochs without improvement before stopping.", valueName: "n"))
  var patience = 25

  @Option(
    help: ArgumentHelp(
      "Epochs without improvement before --schedule plateau halves the rate.", valueName: "n"))
  var plateau = 5

  @Option(help: ArgumentHelp("Decoupled weight decay.", valueName: "share"))
  var weightDecay = 0.0

  @Option(
    help: ArgumentHelp(
      "Keep the moving average of the parameters with that decay, e.g. 0.999.",
      valueName: "share"))
  var averageDecay: Double?

  @Option(help: ArgumentHelp("Largest norm of a gradient.", valueName: "norm"))
  var clipping = 5.0

  @Option(
    help: ArgumentHelp(
      "Factors of the losses of N, A, O and ~, e.g. 1,3,1,4, or \"balanced\".",
      valueName: "list"))
  var classWeights: String?

  @Option(
    help: ArgumentHelp("Share of a target spread over all classes.", valueName: "share"))
  var labelSmoothing = 0.0

  @Option(help: "What chooses the epoch: the mean F1 of N, A and O, or the loss.")
  var validationMetric = RhythmTraining.Metric.f1

  /// The share of all updates over which a cosine's rate rises from 0.
  private static let warmUpShare = 0.05
  /// The lowest rate that a plateau leads to.
  private static let lowestRate = 1e-5

  mutating func validate() throws {
    guard epochs > 0, batchSize > 0, microBatchSize > 0, patience > 0, plateau > 0 else {
      throw ValidationError(
        "--epochs, --batch-size, --micro-batch-size, --patience and --plateau are at least 1")
    }
    guard learningRate > 0, learningRate.isFinite, weightDecay >= 0, weightDecay < 1 else {
      throw ValidationError("--learning-rate is above 0, --weight-decay in 0..<1")
    }
    guard clipping > 0, 0..<1 ~= labelSmoothing, averageDecay.map({ $0 > 0 && $0 < 1 }) ?? true
    else {
      throw ValidationError(
        "--clipping is above 0, --label-smoothing in 0..<1, --average-decay between 0 and 1")
    }
    if let classWeights, classWeights != Self.balanced, Self.weights(classWeights) == nil {
      throw ValidationError("--class-weights are four positive numbers, or \"balanced\"")
    }
  }

  func settings(seed: UInt64) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.epochs = epochs
    settings.batchSize = batchSize
    settings.microBatchSize = microBatchSize
    settings.learningRate = learningRate
    settings.schedule =
      switch schedule {
      case .constant: .constant
      case .cosine: .cosine(warmUp: Self.warmUpShare)
      case .plateau:
        // The schedule halves after more than `patience` such epochs.
        .plateau(
          factor: 0.5, patience: plateau - 1, floor: min(1, Self.lowestRate / learningRate))
      }
    settings.method = weightDecay > 0 ? .adamW(weightDecay: weightDecay) : .adam()
    settings.clipping = .norm(clipping)
    settings.patience = patience
    settings.averageDecay = averageDecay
    settings.seed = seed
    return settings
  }

  private static let balanced = "balanced"

  /// The factors for those training recordings; balanced ones have the mean 1 over them.
  func classWeights(for recordings: [LabelledRecording]) -> [Double] {
    guard let classWeights else { return [] }
    if let weights = Self.weights(classWeights) { return weights }
    let classes = RhythmClass.allCases
    return classes.map { rhythm in
      let count = recordings.count { $0.rhythm == rhythm }
      return Double(recordings.count) / Double(classes.count * max(1, count))
    }
  }

  private static func weights(_ text: String) -> [Double]? {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map(Double.init)
    let weights = numbers.compactMap { $0 }.filter { $0 > 0 && $0.isFinite }
    return numbers.count == RhythmClass.allCases.count && weights.count == numbers.count
      ? weights : nil
  }
}

extension RhythmTraining.Metric: ExpressibleByArgument {}
