internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
internal import UserFacing

/// What all shards of one classification have in common: only such shards may be merged.
struct RecordRun: Codable, Equatable {
  var version: String
  /// The kernels': their last digits may differ.
  var instructionSet: String
  var input: RecordSurvey
  var model: String
  var modelSHA256: String
  /// Of `--lead`, `--frequency`, `--units`.
  var lead: String?
  var frequency: Double?
  var units: String

  init(_ input: RecordSurvey, _ model: RhythmModel, _ options: RecordOptions) {
    version = Version.current
    instructionSet = InstructionSet.current.rawValue
    self.input = input
    self.model = model.name
    modelSHA256 = model.sha256 ?? ""
    lead = options.lead
    frequency = options.frequency
    units = options.units
  }

  /// In what two runs differ, for a message; nil where they do not.
  func difference(from other: RecordRun) -> String? {
    if version != other.version { return "version of ecg" }
    if instructionSet != other.instructionSet {
      return "instruction set (\(instructionSet) and \(other.instructionSet); set BIOSEQ_ISA)"
    }
    if input != other.input { return "input" }
    if model != other.model || modelSHA256 != other.modelSHA256 { return "model" }
    return self == other ? nil : "options"
  }
}

/// The second line of a shard file.
struct RecordShardHeader: Codable {
  /// A path that gave no record.
  struct Failure: Codable {
    var path: String
    var diagnosis: Diagnosis
  }

  var run: RecordRun
  var shard: ShardNumber
  /// Tells in which order the records were given.
  var order: String
  var failures: [Failure]
}
