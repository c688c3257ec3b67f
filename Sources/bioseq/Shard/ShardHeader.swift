internal import BindingSites
internal import CommandSupport
internal import RecurrentCore

/// What all shards of one scan have in common: only such shards may be merged.
struct ShardRun: Codable, Equatable {
  var version: String
  /// The kernels': their last digits may differ.
  var instructionSet: String
  var input: InputSurvey
  var model: String
  var modelSHA256: String
  /// Bases in a window.
  var window: Int
  var settings: ScanSettings
  var threshold: CallThreshold
  var maximumGap: Int64
  var minimumLength: Int64
  /// Bases in a chunk of the grid.
  var grid: Int64
  /// Whether every scored window is kept, as a track needs them, or only those that may be called.
  var holdsTrack: Bool

  /// In what two runs differ, for a message; nil where they do not.
  func difference(from other: ShardRun) -> String? {
    if version != other.version { return "version of bioseq" }
    if instructionSet != other.instructionSet {
      return "instruction set (\(instructionSet) and \(other.instructionSet); set BIOSEQ_ISA)"
    }
    if input != other.input { return "input" }
    if modelSHA256 != other.modelSHA256 || model != other.model || window != other.window {
      return "model"
    }
    if threshold != other.threshold { return "threshold" }
    if holdsTrack != other.holdsTrack { return "choice of --keep-track" }
    return self == other ? nil : "options"
  }

  /// Whether a scan could have been run so.
  var isValid: Bool {
    window > 0 && 1...1_000_000_000 ~= settings.stride && maximumGap >= 0 && minimumLength >= 0
      && grid > 0
  }
}

/// The second line of a shard file.
struct ShardHeader: Codable, Equatable {
  var run: ShardRun
  var shard: ShardNumber
  /// The input's and the model's paths as given, to find the model again.
  var inputPath: String
  var modelPath: String

  init(
    inputPath: String, survey: InputSurvey, model: BindingModel, settings: ScanSettings,
    calling: ThresholdOptions, shard: ShardNumber, holdsTrack: Bool
  ) {
    run = ShardRun(
      version: Version.current, instructionSet: InstructionSet.current.rawValue, input: survey,
      model: model.name, modelSHA256: model.sha256 ?? "", window: model.contract.window,
      settings: settings, threshold: calling.threshold(for: model), maximumGap: calling.maxGap,
      minimumLength: calling.minLength, grid: ShardPlan.scanGrid, holdsTrack: holdsTrack)
    self.shard = shard
    self.inputPath = inputPath
    modelPath = model.path
  }
}
