package import UserFacing

/// What can go wrong with models, checkpoints and training.
package enum RecurrentCoreError: UserFacingError, Equatable {
  /// A model file or checkpoint cannot be opened or read.
  case cannotReadModel(path: String, reason: String)
  /// A file is not well-formed safetensors, or its tensors are not what the model needs.
  case malformedModel(path: String, tensor: String?, problem: String)
  /// A model file says less or other than a model must: metadata, architecture, self-test.
  case invalidModel(path: String, field: String, problem: String)
  /// A model file was written for another version of this program.
  case unsupportedFormatVersion(path: String, found: String, supported: String)
  /// An architecture description cannot be built; `field` is the path to the wrong part.
  case invalidArchitecture(field: String, problem: String)
  /// A name is none of the architectures'.
  case unknownArchitecture(name: String, known: [String])
  /// The file of an architecture description cannot be read.
  case cannotReadArchitecture(path: String)
  /// A model or checkpoint cannot be written.
  case cannotWriteModel(path: String, reason: String)
  /// A file whose content was to be hashed cannot be read.
  case cannotReadSource(path: String, reason: String)
  /// A checkpoint belongs to another training run than the one resumed.
  case checkpointMismatch(path: String, problem: String)
  /// Training gave numbers that lead nowhere.
  case trainingFailed(epoch: Int, batch: Int, problem: String)
  /// The network came to answer every validation example alike.
  case outputCollapsed(epoch: Int)

  package var diagnosis: Diagnosis {
    switch self {
    case .cannotReadModel(let path, let reason):
      Diagnosis(
        "cannot read the model (\(reason))", at: path.quoted,
        remedy: "check the path and its permissions", exitStatus: .modelUnavailable)
    case .malformedModel(let path, let tensor, let problem):
      Diagnosis(
        "refused the model file: \(problem)",
        at: tensor.map { "\(path.quoted), tensor \($0.quoted)" } ?? path.quoted,
        remedy: "download or train the model again", exitStatus: .modelUnavailable)
    case .invalidModel(let path, let field, let problem):
      Diagnosis(
        "refused the model file: \(problem)", at: "\(path.quoted), \(field.quoted)",
        remedy: "use a model written by this program's train command",
        exitStatus: .modelUnavailable)
    case .unsupportedFormatVersion(let path, let found, let supported):
      Diagnosis(
        "the model has format version \(found.quoted), this program reads \(supported.quoted)",
        at: path.quoted, remedy: "install the program version that wrote the model, or train again",
        exitStatus: .modelUnavailable)
    case .invalidArchitecture(let field, let problem):
      Diagnosis(
        "the architecture cannot be built: \(problem)", at: field.quoted,
        remedy: "correct the architecture description", exitStatus: .badInputData)
    case .unknownArchitecture(let name, let known):
      Diagnosis(
        "no architecture is called \(name.quoted)",
        remedy: "choose one of \(known.joined(separator: ", ")) or give a JSON file",
        exitStatus: .usage)
    case .cannotReadArchitecture(let path):
      Diagnosis(
        "cannot read the architecture", at: path.quoted,
        remedy: "check the path and its permissions", exitStatus: .badInputData)
    case .cannotWriteModel(let path, let reason):
      Diagnosis(
        "cannot write the model (\(reason))", at: path.quoted,
        remedy: "check the directory, its permissions and the free space",
        exitStatus: .cannotCreateOutput)
    case .cannotReadSource(let path, let reason):
      Diagnosis(
        "cannot read the file (\(reason))", at: path.quoted,
        remedy: "check the path and its permissions", exitStatus: .cannotOpenInput)
    case .checkpointMismatch(let path, let problem):
      Diagnosis(
        "the checkpoint is of another run: \(problem)", at: path.quoted,
        remedy: "resume with the options of the first run, or remove the checkpoint",
        exitStatus: .modelUnavailable)
    case .trainingFailed(let epoch, let batch, let problem):
      Diagnosis(
        "training failed: \(problem)", at: "epoch \(epoch), batch \(batch)",
        remedy: "lower the learning rate or clip gradients harder", exitStatus: .badInputData)
    case .outputCollapsed(let epoch):
      Diagnosis(
        "training failed: the network answers every validation example alike", at: "epoch \(epoch)",
        remedy: "lower the learning rate or try another seed", exitStatus: .badInputData)
    }
  }
}
