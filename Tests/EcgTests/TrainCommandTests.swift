import Foundation
import RecurrentCore
import TestSupport
import Testing

@testable import Arrhythmia
@testable import ecg

/// `ecg train` and `ecg combine` on records made for the purpose.
@Suite struct TrainCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(
      """
      {"input": {"features": 1}, "layers": [
      {"type": "convolution", "outputs": 4, "taps": 9, "stride": 8}, {"type": "relu"},
      {"type": "global_pooling", "parts": ["mean"]}, {"type": "dense", "outputs": 4}]}
      """, to: "net.json")
  }

  /// Records of 6 s at 200 Hz, square waves whose period is the class's; returns the reference.
  private func records(_ count: Int, labels: [String] = ["N", "A", "O", "~"]) throws -> String {
    var lines = ""
    for index in 0..<count {
      let label = labels[index % labels.count]
      let half = ["N": 10, "A": 20, "O": 35, "~": 50][label] ?? 10
      let samples = (0..<1200).map { step in
        ((step + 3 * index) / half).isMultiple(of: 2) ? 100 + index : -100
      }
      let name = "r\(100 + index)"
      _ = try folder.write(
        samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] },
        to: name + ".dat")
      _ = try folder.write("\(name) 1 200 1200\n\(name).dat 16 100/mV\n", to: name + ".hea")
      lines += "\(name),\(label)\n"
    }
    return try folder.write(lines, to: "REFERENCE.csv")
  }

  private func train(_ reference: String, _ options: String..., output: String = "m") async throws {
    let arguments = [
      folder.path, "--reference", reference, "-o", folder.file(output), "--quiet", "-@", "2",
      "--architecture", folder.file("net.json"), "--epochs", "1",
    ]
    let command = try TrainCommand.parse(arguments + options)
    try await command.run()
  }

  private func expectRefusal(
    _ reference: String, _ options: String..., location: SourceLocation = #_sourceLocation
  ) async throws {
    await #expect(throws: (any Error).self, sourceLocation: location) {
      let arguments = [
        folder.path, "--reference", reference, "-o", folder.file("m"), "--quiet",
        "--architecture", folder.file("net.json"), "--epochs", "1",
      ]
      let command = try TrainCommand.parse(arguments + options)
      try await command.run()
    }
    #expect(try !folder.names().contains("m"), sourceLocation: location)
  }

  @Test func foldsOfOneTestSetCombineToOneModel() async throws {
    let reference = try records(120)
    for fold in ["1", "2"] {
      try await train(
        reference, "--test", "0.25", "--folds", "2", "--fold", fold, "--seed", fold, "--noise",
        "0.1", output: fold)
    }
    let combine = try CombineCommand.parse([
      folder.file("1"), folder.file("2"), "--recordings", folder.path, "--reference", reference,
      "--test", "0.25", "--folds", "2", "--fold", "1", "-o", folder.file("both"), "--quiet",
    ])
    try await combine.run()
    let both = try RhythmModel(readingFrom: folder.file("both"))
    #expect(try both.verify() < 1e-5)
    let metrics: RhythmMetrics = try both.file.section(RhythmModel.Section.metrics)
    #expect(metrics.test?.recordings == 32 && metrics.validation.recordings == 44)
    #expect(!both.contract.averagesPolarity)
    let tied = try CombineCommand.parse([
      folder.file("1"), folder.file("2"), "--recordings", folder.path, "--reference", reference,
      "--test", "0.25", "--folds", "2", "--fold", "1", "--out-of-fold", "--average-polarity", "-o",
      folder.file("tied"), "--quiet",
    ])
    try await tied.run()
    let upright = (0..<800).map { Float(sin(Double($0 * $0) / 5000)) }
    let model = try RhythmModel(readingFrom: folder.file("tied"))
    let logits = model.logits([upright, upright.map(-)])
    #expect(logits[0] == logits[1])
    #expect(both.logits([upright]) != both.logits([upright.map(-)]))
  }

  @Test func aReferenceFromAPipeGivesTheModelOfAFile() async throws {
    let reference = try records(120)
    try await train(reference, "--validation", "0.25", output: "file")
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(try folder.read("REFERENCE.csv")))
    try pipe.fileHandleForWriting.close()
    let end = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
    try await train(end, "--validation", "0.25", output: "pipe")
    let models = try ["file", "pipe"].map { try RhythmModel(readingFrom: folder.file($0)) }
    #expect(models[0].file.parameters == models[1].file.parameters)
    let sources = models.map(\.file.provenance.sources)
    #expect(sources[0].map(\.sha256) == sources[1].map(\.sha256))
  }

  @Test func setsNothingCanBeLearnedFromAreRefused() async throws {
    try await expectRefusal(try records(120, labels: ["N"]))
    try await expectRefusal(try records(24))
  }

  @Test func referencesThatDoNotFitAreRefused() async throws {
    _ = try records(120)
    let missing = try folder.write("r100,N\nnowhere,A\n", to: "missing.csv")
    try await expectRefusal(missing)
    try await expectRefusal(try folder.write("r100,X\n", to: "label.csv"))
    try await expectRefusal(folder.file("none.csv"))
  }

  @Test(arguments: [
    ["--folds", "3"], ["--folds", "3", "--fold", "4"], ["--validation", "0.9"], ["--resume"],
    ["--class-weights", "1,2,3"], ["--epochs", "0"], ["--stretch", "1"],
    ["--validation", "0.1", "--folds", "2", "--fold", "1"],
  ])
  func optionsThatMakeNoSenseAreRefused(options: [String]) {
    #expect(throws: (any Error).self) {
      try TrainCommand.parse(["x", "--reference", "y", "-o", "z"] + options)
    }
  }
}
