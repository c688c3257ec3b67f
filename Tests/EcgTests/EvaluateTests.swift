import Foundation
import TestSupport
import Testing

@Suite struct EvaluateTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A reference in which the model's answer is wrong for the first record only.
  private func reference(_ records: String, _ model: String) throws -> String {
    let answers = try program.run(
      "classify", records, "-m", model, "--format", "answers", folder: folder)
    var lines = answers.lines
    let first = try #require(lines.first)
    let name = first.split(separator: ",")[0]
    lines[0] = "\(name),\(first.hasSuffix("A") ? "O" : "A")"
    return try folder.write(lines.joined(separator: "\n") + "\n", to: "REFERENCE.csv")
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func theFiguresAreThoseOfTheReference() throws {
    let records = try folder.records(10)
    let model = try folder.tinyModel()
    let reference = try reference(records, model)
    let outcome = try program.run(
      "evaluate", records, "-m", model, "--reference", reference, folder: folder)
    #expect(outcome.status == 0)
    let report = try object(outcome.output)
    let evaluation = try #require(report["evaluation"] as? [String: Any])
    #expect(evaluation["accuracy"] as? Double == 0.9)
    #expect(evaluation["recordings"] as? Int == 10)
    let interval = try #require(evaluation["accuracyInterval"] as? [String: Double])
    #expect(try #require(interval["lower"]) < 0.9)
    #expect(report["missing"] as? Int == 0)
    #expect((report["model_sha256"] as? String)?.count == 64)
  }

  @Test func theReferenceMayComeFromStandardInput() throws {
    let records = try folder.records(4)
    let model = try folder.tinyModel()
    let reference = try reference(records, model)
    let expected = try program.run(
      "evaluate", records, "-m", model, "--reference", reference, folder: folder)
    let lines = String(decoding: try folder.read("REFERENCE.csv"), as: UTF8.self)
    for name in ["-", "/dev/stdin"] {
      let outcome = try program.run(
        "evaluate", records, "-m", model, "--reference", name, input: lines, folder: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output == expected.output)
    }
    let missing = try program.run(
      "evaluate", records, "-m", model, "--reference", folder.file("none"), folder: folder)
    #expect(missing.errors.first?.contains("no such file") == true)
    #expect(missing.status == 66)
    let unlisted = try program.run(
      "evaluate", records, "-m", model, "--reference", reference, "--records",
      folder.file("none"), folder: folder)
    #expect(unlisted.status == 66)
  }

  @Test func recordsCanBeChosen() throws {
    let records = try folder.records(4)
    let model = try folder.tinyModel()
    let reference = try reference(records, model)
    let chosen = try folder.write("r1\nr3\n", to: "list")
    let outcome = try program.run(
      "evaluate", records, "-m", model, "--reference", reference, "--records", chosen,
      "--format", "text", folder: folder)
    #expect(outcome.status == 0)
    #expect(outcome.lines.contains { $0.hasPrefix("records          2 (") })
    #expect(outcome.lines.contains { $0.hasPrefix("accuracy         1.0000 (95 % interval ") })
    let unknown = try folder.write("r1\nr9\n", to: "list2")
    let refused = try program.run(
      "evaluate", records, "-m", model, "--reference", reference, "--records", unknown,
      folder: folder)
    #expect(refused.status == 65)
    #expect(refused.errors.first?.contains("does not list \"r9\"") == true)
  }

  @Test func recordsWithoutVerdictCountAsNoise() throws {
    let records = try folder.records(2)
    _ = try folder.write("bad 1 100 -5\n", to: "records/bad.hea")
    let reference = try folder.write("r0,N\nr1,A\nbad,~\nnone,N\n", to: "REFERENCE.csv")
    let outcome = try program.run(
      "evaluate", records, "-m", try folder.tinyModel(), "--reference", reference,
      folder: folder)
    #expect(outcome.status == 1)
    #expect(outcome.warnings.first?.contains("1 records of the reference are not there") == true)
    let report = try object(outcome.output)
    #expect(report["failed"] as? Int == 1)
    #expect(report["missing"] as? Int == 1)
    let evaluation = report["evaluation"] as? [String: Any]
    let counts = (evaluation?["confusion"] as? [String: Any])?["counts"] as? [[Int]]
    #expect(counts?[3] == [0, 0, 0, 1])
  }

  @Test func severalModelsAreComparedWithTheFirst() throws {
    let records = try folder.records(6)
    let model = try folder.tinyModel()
    let outcome = try program.run(
      "evaluate", records, "-m", model, "-m", try folder.tinyModel("again"), "--reference",
      try reference(records, model), folder: folder)
    #expect(outcome.status == 0)
    let list = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let reports = try #require(list as? [[String: Any]])
    #expect(reports.map { $0["model"] as? String } == ["tiny", "again"])
    #expect(reports[0]["comparison"] == nil)
    let comparison = try #require(reports[1]["comparison"] as? [String: Any])
    #expect(comparison["than"] as? String == "tiny")
    #expect(comparison["meanF1Gain"] as? Double == 0)
    #expect(comparison["meanF1GainInterval"] as? [String: Double] == ["lower": 0, "upper": 0])
  }
}
