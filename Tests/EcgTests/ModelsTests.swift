import Foundation
import RecurrentCore
import RhythmTestSupport
import TestSupport
import Testing

@Suite struct ModelsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func onlyRhythmModelsAreListedAndVerified() throws {
    let path = try folder.tinyModel()
    let list = try program.run("models", "list", "--models-dir", folder.path, folder: folder)
    #expect(list.status == 0)
    #expect(list.lines.first?.hasPrefix("#name\tparameters\t") == true)
    #expect(list.lines.contains { $0.hasPrefix("tiny\t") && $0.hasSuffix("\t" + path) })
    #expect(!list.output.contains("ctcf"))
    let verified = try program.run("models", "verify", "--models-dir", folder.path, folder: folder)
    #expect(verified.status == 0)
    #expect(verified.lines.contains { $0.hasPrefix("tiny\tok\t") })
    #expect(!verified.output.contains("ctcf"))
  }

  @Test func aModelIsFoundAndShown() throws {
    let path = try folder.tinyModel()
    let found = try program.run(
      "models", "path", "tiny", "--models-dir", folder.path, folder: folder)
    #expect(found.output == path + "\n")
    let shown = try program.run("models", "show", path, folder: folder)
    let object = try JSONSerialization.jsonObject(with: Data(shown.output.utf8))
    let model = try #require(object as? [String: Any])
    #expect(model["task"] as? String == "heart_rhythm")
    #expect((model["signal"] as? [String: Any])?["sampling_frequency"] as? Double == 100)
  }

  @Test func aModelWhoseSelfTestFailsIsNamed() throws {
    var file = try TinyRhythmModel.file()
    file.selfTest = try TinyRhythmModel.file(seed: 2).selfTest
    let path = folder.file("broken.safetensors")
    try file.write(to: path)
    let outcome = try program.run("models", "verify", path, folder: folder)
    #expect(outcome.status == 69)
    #expect(outcome.lines.last == path + "\tfailed\tNA")
  }
}
