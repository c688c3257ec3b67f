/// A trained network with all that is needed to use, judge and make it again, as one safetensors
/// file.
///
/// The parts every application shares are properties; those of one application (alphabet, window,
/// classes, metrics, calibration, null distribution...) are `sections`: JSON values by name.
package struct ModelFile: Sendable {
  /// The version written, and the only one read.
  package static let formatVersion = "1"

  package var name: String
  /// What the network answers, as a word the application knows.
  package var task: String
  package let network: Network<Float>
  package var parameters: ParameterSet<Float>
  package var provenance: ModelProvenance
  /// JSON by name; see `section(_:as:)`.
  package internal(set) var sections: [String: String] = [:]
  package var selfTest: SelfTest?
  /// The SHA-256 of the file read, in hexadecimal; nil for a model not from a file.
  package private(set) var sha256: String?
  /// The file read; for messages.
  package private(set) var path: String

  /// - Parameter parameters: as `network.parameters` declares.
  package init(
    name: String, task: String, network: Network<Float>, parameters: ParameterSet<Float>,
    provenance: ModelProvenance
  ) {
    precondition(
      parameters.names == network.parameters.map(\.name)
        && parameters.tensors.map(\.shape) == network.parameters.map(\.shape),
      "\(parameters.names.count) parameters, \(network.parameters.count) declared")
    self.name = name
    self.task = task
    self.network = network
    self.parameters = parameters
    self.provenance = provenance
    path = name
  }

  /// Reads and checks a whole model.
  ///
  /// - Throws: `cannotReadModel`, `malformedModel`, `invalidModel`, `unsupportedFormatVersion`.
  package init(readingFrom path: String) throws(RecurrentCoreError) {
    let bytes: [UInt8]
    do throws(FileAccess.Failure) {
      bytes = try FileAccess.read(path)
    } catch {
      throw .cannotReadModel(path: path, reason: error.reason)
    }
    try self.init(SafetensorsFile(bytes, path: path))
    sha256 = SHA256.hexadecimal(of: bytes)
  }

  init(_ file: SafetensorsFile) throws(RecurrentCoreError) {
    let fields = MetadataFields(file)
    let version = try fields.text(.formatVersion)
    guard version == Self.formatVersion else {
      throw .unsupportedFormatVersion(
        path: file.path, found: version, supported: Self.formatVersion)
    }
    path = file.path
    name = try fields.text(.name)
    task = try fields.text(.task)
    provenance = try fields.provenance()
    network = try fields.network()
    parameters = try file.parameters(network.parameters)
    selfTest = try SelfTest(in: file, for: network)
    for tensor in file.tensors.keys.sorted()
    where !parameters.contains(tensor) && !tensor.hasPrefix(SelfTest.prefix) {
      throw .malformedModel(path: path, tensor: tensor, problem: "not of the architecture")
    }
    sections = file.metadata.filter { MetadataFields.Name(rawValue: $0.key) == nil }
  }

  /// Writes the model: equal models give equal bytes.
  ///
  /// - Throws: `cannotWriteModel`.
  package func write(to path: String) throws(RecurrentCoreError) {
    var file = SafetensorsFile(path: path)
    file.metadata = sections
    try MetadataFields.store(self, in: &file)
    file.store(parameters)
    selfTest?.store(in: &file)
    try file.write(to: path)
  }

  /// The largest difference of the network's answers from those stored; nil without a self-test.
  package func replaySelfTest() -> Float? {
    guard let selfTest else { return nil }
    return selfTest.largestDifference(
      from: network.predict(selfTest.input, parameters).values.elements)
  }
}
