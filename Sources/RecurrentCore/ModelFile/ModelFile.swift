internal import Dispatch
internal import Synchronization

/// A trained network with all that is needed to use, judge and make it again, as one safetensors
/// file.
///
/// The parts every application shares are properties; those of one application (alphabet, window,
/// classes, metrics, calibration, null distribution...) are `sections`: JSON values by name. The metadata's
/// `data_sha256` is the SHA-256 of all bytes after the header, checked whenever the file is read: a bit that flipped
/// in a weight shows in no other way.
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
  /// - Throws: `cannotReadModel`, `malformedModel` (also for data that is not what was written), `invalidModel`,
  ///   `unsupportedFormatVersion`.
  package init(readingFrom path: String) throws(RecurrentCoreError) {
    let bytes: [UInt8]
    do throws(FileAccess.Failure) {
      bytes = try FileAccess.read(path)
    } catch {
      throw .cannotReadModel(path: path, reason: error.reason)
    }
    let file = try SafetensorsFile(bytes, path: path)
    let sums = Self.sums(bytes, isDataWanted: MetadataFields.dataSHA256(of: file) != nil)
    if let stated = MetadataFields.dataSHA256(of: file), stated != sums.data {
      throw .malformedModel(
        path: path, tensor: nil,
        problem: "its weights are damaged: their SHA-256 is not the one that was written with them")
    }
    try self.init(file)
    sha256 = sums.file
  }

  /// The SHA-256 of a file and that of its data, at the same time: each takes 4 ms for a megabyte.
  private static func sums(_ bytes: [UInt8], isDataWanted: Bool) -> (file: String, data: String?) {
    guard isDataWanted else { return (SHA256.hexadecimal(of: bytes), nil) }
    let parts = [bytes[...], bytes[SafetensorsFile.dataStart(of: bytes)...]]
    let sums = Mutex(["", ""])
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      let sum = SHA256.hexadecimal(of: parts[index])
      sums.withLock { $0[index] = sum }
    }
    let both = sums.withLock { $0 }
    return (both[0], both[1])
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
    MetadataFields.storeDataSHA256(in: &file)
    try file.write(to: path)
  }

  /// The largest difference of the network's answers from those stored; nil without a self-test.
  package func replaySelfTest() -> Float? {
    guard let selfTest else { return nil }
    return selfTest.largestDifference(
      from: network.predict(selfTest.input, parameters).values.elements)
  }
}
