/// The metadata every model file has: read from, and written to, a safetensors file.
struct MetadataFields {
  enum Name: String, CaseIterable {
    case formatVersion = "format_version"
    case name
    case task
    case architecture
    case licence
    case sources
    case trainingCommand = "training_command"
    case seed
    /// Of the tensors' bytes, all that follows the header; files of earlier versions lack it.
    case dataSHA256 = "data_sha256"
  }

  private let file: SafetensorsFile

  init(_ file: SafetensorsFile) { self.file = file }

  func text(_ name: Name) throws(RecurrentCoreError) -> String {
    guard let text = file.metadata[name.rawValue], !text.isEmpty else {
      throw refusal(name, "missing")
    }
    return text
  }

  func provenance() throws(RecurrentCoreError) -> ModelProvenance {
    let sources = MetadataJSON.decode([ModelProvenance.Source].self, from: try text(.sources))
    guard let sources, sources.allSatisfy(\.hasValidHash) else {
      throw refusal(.sources, "not a list of names with SHA-256")
    }
    var seed: UInt64?
    if let text = file.metadata[Name.seed.rawValue] {
      guard let number = UInt64(text) else { throw refusal(.seed, "not a number") }
      seed = number
    }
    return ModelProvenance(
      licence: try text(.licence), sources: sources, trainingCommand: try text(.trainingCommand),
      seed: seed)
  }

  func network() throws(RecurrentCoreError) -> Network<Float> {
    do throws(RecurrentCoreError) {
      return try Network(NetworkArchitecture(json: try text(.architecture)))
    } catch .invalidArchitecture(let field, let problem) {
      throw refusal(.architecture, "\(field): \(problem)")
    }
  }

  static func store(
    _ model: ModelFile, in file: inout SafetensorsFile
  ) throws(RecurrentCoreError) {
    guard let sources = MetadataJSON.encode(model.provenance.sources) else {
      throw .cannotWriteModel(path: file.path, reason: "the sources have no JSON form")
    }
    let values: [(Name, String?)] = [
      (.formatVersion, ModelFile.formatVersion), (.name, model.name), (.task, model.task),
      (.architecture, model.network.architecture.json()), (.licence, model.provenance.licence),
      (.sources, sources), (.trainingCommand, model.provenance.trainingCommand),
      (.seed, model.provenance.seed.map { String($0) }),
    ]
    for (name, value) in values { file.metadata[name.rawValue] = value }
  }

  /// The hash the data must have, if the file says.
  static func dataSHA256(of file: SafetensorsFile) -> String? {
    file.metadata[Name.dataSHA256.rawValue]
  }

  static func storeDataSHA256(in file: inout SafetensorsFile) {
    file.metadata[Name.dataSHA256.rawValue] = file.dataSHA256
  }

  private func refusal(_ name: Name, _ problem: String) -> RecurrentCoreError {
    .invalidModel(path: file.path, field: name.rawValue, problem: problem)
  }
}

extension ModelProvenance.Source {
  fileprivate var hasValidHash: Bool {
    sha256.utf8.count == 64 && sha256.allSatisfy { $0.isHexDigit && !$0.isUppercase }
  }
}
