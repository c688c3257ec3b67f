import TestSupport
import Testing

@testable import RecurrentCore

@Suite struct ModelFileTests {
  private static let architecture =
    #"{"input":{"features":3},"layers":[{"type":"dense","outputs":4},"#
    + #"{"type":"dense","outputs":2}]}"#

  @Test func modelComesBackWhole() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("m.safetensors")
    let model = try Self.model()
    try model.write(to: path)
    let read = try ModelFile(readingFrom: path)
    #expect(read.name == model.name && read.task == model.task)
    #expect(read.network.architecture == model.network.architecture)
    #expect(read.parameters == model.parameters)
    #expect(read.provenance == model.provenance)
    #expect(read.sections == model.sections)
    #expect(read.selfTest == model.selfTest)
    #expect(read.sha256 == (try SHA256.hexadecimal(ofFile: path)))
    #expect(read.replaySelfTest() == 0)
    #expect(try read.section("window", as: Int.self) == 101)
    let line = try read.section("calibration", as: LogisticCalibration.self)
    #expect(line == LogisticCalibration(slope: 1.5, intercept: -0.25))
  }

  @Test func equalModelsGiveEqualBytes() throws {
    let folder = try TemporaryFolder()
    try Self.model().write(to: folder.file("a"))
    try ModelFile(readingFrom: folder.file("a")).write(to: folder.file("b"))
    #expect(try folder.read("a") == folder.read("b"))
  }

  @Test func everyFlippedBitOfTheDataIsRefused() throws {
    let folder = try TemporaryFolder()
    try Self.model().write(to: folder.file("m"))
    let bytes = try folder.read("m")
    let start = SafetensorsFile.dataStart(of: bytes)
    for index in start..<bytes.count {
      var damaged = bytes
      // The lowest bit of a weight is the least a self-test can see.
      damaged[index] ^= 1
      let path = try folder.write(damaged, to: "damaged")
      #expect {
        try ModelFile(readingFrom: path)
      } throws: { error in
        guard case RecurrentCoreError.malformedModel(path, nil, let problem) = error else {
          return false
        }
        return problem.contains("damaged")
      }
    }
  }

  @Test func modelsWithoutAHashOfTheirDataStillLoad() throws {
    let folder = try TemporaryFolder()
    try Self.model().write(to: folder.file("m"))
    var file = try SafetensorsFile(readingFrom: folder.file("m"))
    #expect(file.metadata["data_sha256"]?.count == 64)
    file.metadata["data_sha256"] = nil
    try file.write(to: folder.file("old"))
    let old = try ModelFile(readingFrom: folder.file("old"))
    #expect(old.parameters == (try Self.model()).parameters)
    #expect(old.sections["data_sha256"] == nil)
    // Written again, it has one.
    try old.write(to: folder.file("new"))
    #expect(try folder.read("new") == folder.read("m"))
  }

  @Test func changedParametersFailTheSelfTest() throws {
    var model = try Self.model()
    model.parameters.tensors[0].elements[0] += 0.5
    let difference = try #require(model.replaySelfTest())
    #expect(difference > 1e-3)
    model.parameters.tensors[0].elements[0] = .nan
    #expect(model.replaySelfTest() == .infinity)
  }

  @Test func tokensAreStoredInSelfTestsToo() throws {
    let folder = try TemporaryFolder()
    let network = try Network<Float>(
      NetworkArchitecture(
        json: #"{"input":{"tokens":5},"layers":[{"type":"embedding","outputs":2},"#
          + #"{"type":"dense","outputs":1}]}"#))
    let parameters = network.initialParameters(seed: 3)
    var model = ModelFile(
      name: "t", task: "test", network: network, parameters: parameters,
      provenance: ModelProvenance(licence: "CC0-1.0", trainingCommand: "none"))
    let input = NetworkInput<Float>.tokens(TokenBatch(sequences: [[0, 4, -1], [2]]))
    model.selfTest = SelfTest(input, of: network, parameters)
    try model.write(to: folder.file("m"))
    #expect(try ModelFile(readingFrom: folder.file("m")).selfTest == model.selfTest)
  }

  @Test func anotherFormatVersionIsNamedBesideOurs() throws {
    let error = try refusal { $0.metadata["format_version"] = "7" }
    #expect(
      error == .unsupportedFormatVersion(path: "m.safetensors", found: "7", supported: "1"))
    #expect(error.description.contains("\"7\"") && error.description.contains("\"1\""))
  }

  @Test(arguments: [
    "format_version", "name", "task", "architecture", "licence", "sources", "training_command",
  ])
  func missingFieldIsNamed(_ field: String) throws {
    let error = try refusal { $0.metadata[field] = nil }
    #expect(error == .invalidModel(path: "m.safetensors", field: field, problem: "missing"))
  }

  @Test(arguments: [
    ("architecture", "{"), ("architecture", #"{"input":{"features":3},"layers":[]}"#),
    ("sources", #"[{"name":"a","sha256":"zz"}]"#), ("sources", "7"), ("seed", "-1"),
  ])
  func malformedFieldIsNamed(_ field: String, _ value: String) throws {
    let error = try refusal { $0.metadata[field] = value }
    #expect(error.description.contains("\"m.safetensors\", \"\(field)\""), "\(error)")
    #expect(error.diagnosis.exitStatus == .modelUnavailable)
  }

  @Test func deeplyNestedJSONIsRefused() throws {
    for field in ["architecture", "sources"] {
      let error = try refusal { $0.metadata[field] = String(repeating: "[", count: 100_000) }
      #expect(error.diagnosis.exitStatus == .modelUnavailable)
    }
  }

  @Test(arguments: [
    ("layers.0.weight", StoredTensor(floats: [1], sizes: [1]), "sizes [1] instead of [4, 3]"),
    ("layers.0.weight", StoredTensor(integers: [], sizes: [0]), "sizes [0]"),
    (
      "layers.0.weight", StoredTensor(floats: Array(repeating: .nan, count: 12), sizes: [4, 3]),
      "element 0 is nan"
    ),
    (
      "layers.0.weight", StoredTensor(integers: Array(repeating: 0, count: 12), sizes: [4, 3]),
      "element type I64"
    ),
    ("layers.9.weight", StoredTensor(floats: [1], sizes: [1]), "not of the architecture"),
    ("selftest.input", StoredTensor(floats: [1, 2], sizes: [1, 1, 2]), "does not fit"),
    ("selftest.input", StoredTensor(floats: [1, 2, 3], sizes: [3]), "does not fit"),
    (
      "selftest.input", StoredTensor(floats: Array(repeating: 1, count: 8), sizes: [2, 2, 2]),
      "reads 3"
    ),
    ("selftest.lengths", StoredTensor(integers: [3, 1], sizes: [2]), "does not fit"),
    ("selftest.lengths", StoredTensor(integers: [0, 1], sizes: [2]), "does not fit"),
    ("selftest.expected", StoredTensor(floats: [.infinity], sizes: [1]), "element 0 is inf"),
  ])
  func unfitTensorIsNamed(_ name: String, _ tensor: StoredTensor, _ problem: String) throws {
    let error = try refusal { $0.tensors[name] = tensor }
    #expect(error.description.contains(problem), "\(error)")
    #expect(
      error.description.contains("\"m.safetensors\", tensor \"selftest.")
        || error.description.contains("tensor \"\(name)\""), "\(error)")
  }

  @Test func missingTensorIsNamed() throws {
    let error = try refusal { $0.tensors["layers.1.bias"] = nil }
    #expect(
      error
        == .malformedModel(path: "m.safetensors", tensor: "layers.1.bias", problem: "missing"))
  }

  @Test func sectionsThatAreMissingOrUnfitAreNamed() throws {
    let model = try Self.model()
    #expect(throws: RecurrentCoreError.self) { try model.section("none", as: Int.self) }
    #expect(throws: RecurrentCoreError.self) { try model.section("window", as: String.self) }
    #expect(try model.optionalSection("none", as: Int.self) == nil)
    var other = model
    #expect(throws: RecurrentCoreError.self) { try other.setSection("x", Double.nan) }
  }

  private static func model() throws -> ModelFile {
    let network = try Network<Float>(NetworkArchitecture(json: architecture))
    let parameters = network.initialParameters(seed: 1)
    var model = ModelFile(
      name: "plane", task: "test", network: network, parameters: parameters,
      provenance: ModelProvenance(
        licence: "CC-BY-4.0",
        sources: [.init(name: "a.txt", sha256: SHA256.hexadecimal(of: [1, 2]))],
        trainingCommand: "bioseq train a.txt", seed: .max))
    try model.setSection("window", 101)
    try model.setSection("calibration", LogisticCalibration(slope: 1.5, intercept: -0.25))
    let values = (0..<12).map { Float($0 % 5) - 2 }
    let batch = SequenceBatch<Float>(
      Tensor(.sequences(time: 2, batch: 2, features: 3), zeroingPadding(values)), lengths: [2, 1])
    model.selfTest = SelfTest(.values(batch), of: network, parameters)
    return model
  }

  /// The second step of the second sequence is padding.
  private static func zeroingPadding(_ values: [Float]) -> [Float] {
    values.enumerated().map { $0.offset >= 9 ? 0 : $0.element }
  }

  /// The error of reading the model after a change to its file.
  private func refusal(
    _ change: (inout SafetensorsFile) -> Void
  ) throws -> RecurrentCoreError {
    let folder = try TemporaryFolder()
    try Self.model().write(to: folder.file("m"))
    var file = try SafetensorsFile(try folder.read("m"), path: "m.safetensors")
    change(&file)
    return try #require(throws: RecurrentCoreError.self) {
      try ModelFile(SafetensorsFile(file.encoded(), path: "m.safetensors"))
    }
  }
}
