internal import ArgumentParser
internal import RecurrentCore

/// The network and how it is fitted.
struct OptimisationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Network: conv-blstm, conv-blstm-wide, blstm, blstm-rc, bgru, kegru, conv, conv-blstm-bins (a \
      value for every 4 bases), or a JSON file. (default: conv-blstm; with --stretches conv-blstm-bins)
      """, valueName: "name|file"),
    completion: .file())
  var architecture: String?

  @Option(
    help: ArgumentHelp(
      "Crop or pad sequences to that length around their centres. (default: their length)",
      valueName: "bases"))
  var window: Int?

  @Option(help: ArgumentHelp("Passes over the examples.", valueName: "n"))
  var epochs = 20

  @Option(help: ArgumentHelp("Examples of an update.", valueName: "n"))
  var batchSize = 128

  @Option(help: ArgumentHelp("Peak of the learning rate.", valueName: "rate"))
  var learningRate = 0.004

  @Option(help: ArgumentHelp("Epochs without improvement before stopping.", valueName: "n"))
  var patience = 6

  @Option(help: ArgumentHelp("Decoupled weight decay.", valueName: "share"))
  var weightDecay = 0.0

  /// The share of all updates over which the learning rate rises from 0.
  private static let warmUpShare = 0.05

  mutating func validate() throws {
    guard epochs > 0, batchSize > 0, patience > 0, window.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--epochs, --batch-size, --patience and --window are at least 1")
    }
    guard learningRate > 0, learningRate.isFinite, weightDecay >= 0, weightDecay < 1 else {
      throw ValidationError("--learning-rate is above 0, --weight-decay in 0..<1")
    }
  }

  func settings(seed: UInt64) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.epochs = epochs
    settings.batchSize = batchSize
    settings.learningRate = learningRate
    settings.schedule = .cosine(warmUp: Self.warmUpShare)
    settings.method = weightDecay > 0 ? .adamW(weightDecay: weightDecay) : .adam()
    settings.clipping = .norm(1)
    settings.patience = patience
    settings.seed = seed
    return settings
  }
}
