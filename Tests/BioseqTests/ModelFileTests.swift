import Foundation
import TestSupport
import Testing

/// What the program makes of model files that are not as they should be.
@Suite struct ModelFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func model() throws -> [UInt8] {
    try bytes(at: program.packageFolder + "/models/ctcf.safetensors")
  }

  /// The length of the header's text (safetensors: 8 bytes, little-endian, then JSON).
  private func headerCount(_ model: [UInt8]) -> Int {
    model.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// The model with its header's text changed.
  private func model(_ change: (inout [String: Any]) -> Void) throws -> [UInt8] {
    let model = try model()
    let end = 8 + headerCount(model)
    var header = try #require(
      JSONSerialization.jsonObject(with: Data(model[8..<end])) as? [String: Any])
    change(&header)
    var text = [UInt8](try JSONSerialization.data(withJSONObject: header))
    text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + model[end...]
  }

  private func expectRefusal(
    _ model: [UInt8], _ text: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let path = try folder.write(model, to: "x.safetensors")
    let outcome = try program.run("scan", try folder.genome(), "-m", path, folder: folder)
    #expect(outcome.status == 69, sourceLocation: location)
    #expect(outcome.errors.count == 1, sourceLocation: location)
    #expect(outcome.errors.first?.contains(text) == true, sourceLocation: location)
    #expect(outcome.output.isEmpty, sourceLocation: location)
  }

  @Test func aTruncatedModelIsRefused() throws {
    let model = try model()
    try expectRefusal(Array(model.dropLast(1000)), "ends at data byte")
    try expectRefusal(Array(model.prefix(100)), "header length")
    try expectRefusal([], "too few for a header")
  }

  @Test func aLyingHeaderLengthIsRefused() throws {
    try expectRefusal([0, 0, 0, 0, 0, 0, 0, 0x40] + (try model()).dropFirst(8), "header length")
  }

  @Test(arguments: [[0, 1 << 40], [8, 4], [-8, 184]])
  func lyingOffsetsAreRefused(offsets: [Int]) throws {
    let model = try model { header in
      let name = header.keys.filter { $0 != "__metadata__" }.min() ?? ""
      var tensor = header[name] as? [String: Any] ?? [:]
      tensor["data_offsets"] = offsets
      header[name] = tensor
    }
    try expectRefusal(model, "refused the model file")
  }

  @Test func weightsThatAreNoNumbersAreRefused() throws {
    var model = try model { header in
      var metadata = header["__metadata__"] as? [String: Any] ?? [:]
      // Else that is what is wrong.
      metadata["data_sha256"] = nil
      header["__metadata__"] = metadata
    }
    // The last tensors are parameters or self-test, all of them 32-bit floats.
    model.replaceSubrange(model.count - 4..<model.count, with: [0, 0, 0xC0, 0x7F])
    try expectRefusal(model, "nan")
  }

  @Test func aModelForAnotherTaskIsRefused() throws {
    let model = try model { header in
      var metadata = header["__metadata__"] as? [String: Any] ?? [:]
      metadata["task"] = "rhythm"
      header["__metadata__"] = metadata
    }
    try expectRefusal(model, "the task \"rhythm\"")
  }

  @Test func aNameThatNoModelHasIsRefused() throws {
    let outcome = try program.run(
      "scan", try folder.genome(), "-m", "none", folder: folder)
    #expect(outcome.status == 69)
    #expect(outcome.errors.first?.contains("no model is called \"none\"") == true)
  }

  @Test(arguments: ["ctcf", "ctcf-dense"])
  func theDefaultModelsVerify(name: String) throws {
    let outcome = try program.run("models", "verify", name, folder: folder)
    #expect(outcome.status == 0)
    #expect(outcome.lines.last?.hasPrefix("\(name)\tok\t") == true)
  }

  @Test func modelsAreListedShownAndFound() throws {
    let list = try program.run("models", "list", folder: folder)
    #expect(list.status == 0)
    #expect(list.lines.first == ModelFileTests.listHeader)
    #expect(list.lines.contains { $0.hasPrefix("ctcf\tCTCF\t") })
    let path = try program.run("models", "path", "ctcf", folder: folder)
    #expect(path.lines.first?.hasSuffix("/models/ctcf.safetensors") == true)
    let shown = try program.run("models", "show", "ctcf", folder: folder)
    let object = try JSONSerialization.jsonObject(with: Data(shown.output.utf8))
    #expect((object as? [String: Any])?["name"] as? String == "ctcf")
  }

  private static let listHeader =
    "#name\tlabel\twindow\tparameters\tvalidation_auROC\tvalidation_auPRC\torganism\tassay\tsize_kB\tpath"
}
