internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import UserFacing

/// What the journal of a scan says of its run.
struct ScanJournalHeader: JournalHeader, Equatable {
  var version: String
  /// The kernels': their last digits may differ.
  var instructionSet: String
  /// The last part of its path: the file may be copied to each machine.
  var inputName: String
  var input: FileStamp
  var model: String
  var modelSHA256: String
  /// Bases in a window.
  var window: Int
  var settings: ScanSettings
  var threshold: CallThreshold
  var maximumGap: Int64
  var minimumLength: Int64
  var shard: ShardNumber?
  var holdsTrack: Bool
  /// Paths and formats, and whether they get an index.
  var outputs: [String]

  func difference(from other: ScanJournalHeader) -> String? {
    if version != other.version { return "version of bioseq (\(other.version))" }
    if instructionSet != other.instructionSet {
      return "instruction set (\(other.instructionSet); set BIOSEQ_ISA to go on with it)"
    }
    if inputName != other.inputName { return "input (\(other.inputName.quoted))" }
    if input != other.input { return "input: the file was changed" }
    if modelSHA256 != other.modelSHA256 || model != other.model || window != other.window {
      return "model"
    }
    if threshold != other.threshold { return "threshold" }
    if shard != other.shard { return "shard" }
    if outputs != other.outputs || holdsTrack != other.holdsTrack { return "set of outputs" }
    return self == other ? nil : "options"
  }
}
