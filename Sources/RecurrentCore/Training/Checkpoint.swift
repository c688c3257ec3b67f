/// Training states as safetensors files, written between batches.
///
/// Tensors `parameters.*`, `optimiser.0.*`, `optimiser.1.*`, `average.*` and `best.*`; metadata
/// `checkpoint_version`, `settings`, `progress`, `example_count` and, if given, `identity`.
package enum Checkpoint {
  private static let version = "1"

  /// Saves a state, replacing the file in one step.
  ///
  /// - Throws: `cannotWriteModel`.
  package static func write(
    _ state: TrainingState, _ settings: TrainingSettings, exampleCount: Int,
    identity: String? = nil, to path: String
  ) throws(RecurrentCoreError) {
    var file = SafetensorsFile(path: path)
    file.store(state.parameters, prefix: "parameters.")
    for (index, moment) in state.optimiser.moments.enumerated() {
      file.store(moment, prefix: "optimiser.\(index).")
    }
    if let average = state.average { file.store(average.parameters, prefix: "average.") }
    if let best = state.best { file.store(best, prefix: "best.") }
    file.metadata = [
      "checkpoint_version": version, "example_count": String(exampleCount),
      "settings": try encode(settings, path), "progress": try encode(state.progress, path),
    ]
    file.metadata["identity"] = identity
    try file.write(to: path)
  }

  /// The state a run with these settings left at `path`.
  ///
  /// - Parameters:
  ///   - declarations: the model's parameters.
  ///   - identity: stands for what else decides the result, as examples; compared if both have one.
  /// - Throws: `cannotReadModel`, `malformedModel`, `invalidModel`, `unsupportedFormatVersion`;
  ///   `checkpointMismatch` when settings (but for the epochs) or examples are others.
  package static func read(
    _ path: String, _ declarations: [ParameterDeclaration], _ settings: TrainingSettings,
    exampleCount: Int, identity: String? = nil
  ) throws(RecurrentCoreError) -> TrainingState {
    let file = try SafetensorsFile(readingFrom: path)
    let found = file.metadata["checkpoint_version"]
    guard let found else {
      throw .invalidModel(path: path, field: "checkpoint_version", problem: "not a checkpoint")
    }
    guard found == version else {
      throw .unsupportedFormatVersion(path: path, found: found, supported: version)
    }
    let stored: TrainingSettings = try decode("settings", file)
    if let difference = settings.difference(from: stored) {
      throw .checkpointMismatch(path: path, problem: "another \(difference)")
    }
    guard file.metadata["example_count"] == String(exampleCount) else {
      throw .checkpointMismatch(
        path: path,
        problem: "\(file.metadata["example_count"] ?? "?") training examples, now \(exampleCount)")
    }
    if let identity, let stored = file.metadata["identity"], stored != identity {
      throw .checkpointMismatch(path: path, problem: "other examples or options")
    }
    var state = TrainingState(
      try file.parameters(declarations, prefix: "parameters."), settings)
    state.progress = try decode("progress", file)
    guard state.progress.isValid else {
      throw .invalidModel(path: path, field: "progress", problem: "negative counts")
    }
    state.optimiser.step = state.progress.step
    for index in state.optimiser.moments.indices {
      state.optimiser.moments[index] = try file.parameters(
        declarations, prefix: "optimiser.\(index).")
    }
    state.average?.parameters = try file.parameters(declarations, prefix: "average.")
    if state.progress.stopping.best != nil {
      state.best = try file.parameters(declarations, prefix: "best.")
    }
    return state
  }

  private static func encode(
    _ value: some Encodable, _ path: String
  ) throws(RecurrentCoreError) -> String {
    guard let json = MetadataJSON.encode(value) else {
      throw .cannotWriteModel(path: path, reason: "the training state has no JSON form")
    }
    return json
  }

  private static func decode<Value: Decodable>(
    _ field: String, _ file: SafetensorsFile
  ) throws(RecurrentCoreError) -> Value {
    guard let value = MetadataJSON.decode(Value.self, from: file.metadata[field] ?? "") else {
      throw .invalidModel(path: file.path, field: field, problem: "missing or malformed")
    }
    return value
  }
}

extension TrainingState.Progress {
  fileprivate var isValid: Bool { epoch >= 0 && batch >= 0 && step >= 0 }
}
