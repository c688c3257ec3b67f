import RecurrentCore
import TestSupport
import Testing

@testable import BindingSites

@Suite struct BindingTrainingTests {
  private static let examples = PlantedMotif.examples()

  private func train(
    threads: Int, epochs: Int = 2, checkpoint: String? = nil, isResumed: Bool = false
  ) async throws -> ModelFile {
    let layers = """
      {"type": "convolution", "outputs": 8, "taps": 7},
      {"type": "relu"},
      {"type": "global_pooling", "parts": ["max"]},
      {"type": "dropout", "probability": 0.1},
      {"type": "dense", "outputs": 1}
      """
    var plan = BindingTraining.Plan(
      name: "planted", label: "AP1",
      architecture: try NetworkArchitecture(
        json: "{\"input\": {\"features\": 4}, \"layers\": [\(layers)]}"),
      provenance: ModelProvenance(licence: "MIT", trainingCommand: "none", seed: 7))
    plan.settings.epochs = epochs
    plan.settings.batchSize = 16
    plan.settings.microBatchSize = 4
    plan.settings.learningRate = 0.02
    plan.settings.seed = 7
    plan.augmentation.jitter = 2
    plan.augmentation.shufflesPerPositive = 1
    plan.leastAuROC = 0
    plan.checkpoint = checkpoint
    plan.isResumed = isResumed
    plan.nullSampleCount = 1500
    let split = try ExampleSet(Self.examples, window: nil).split(validationFraction: 0.3, seed: 7)
    return try await BindingTraining(plan, threads: threads)(
      training: .windows(ExampleSet(split.training, window: nil)),
      validation: ExampleSet(split.validation, window: nil), report: { _ in })
  }

  private func fileBytes(_ model: ModelFile) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try model.write(to: folder.file("m.safetensors"))
    return try folder.read("m.safetensors")
  }

  @Test func theModelIsTheSameBytesForAnyThreads() async throws {
    let one = try await train(threads: 1)
    let isEqual = try await fileBytes(train(threads: 2)) == fileBytes(one)
    #expect(isEqual)
    let model = try BindingModel(one)
    #expect(try model.verify() <= BindingModel.selfTestTolerance)
    #expect(model.contract.window == 30 && model.contract.label == "AP1")
    let metrics = try one.section(BindingModel.Section.metrics, as: BinaryEvaluation.self)
    #expect(metrics.auROC ?? 0 > 0.6)
  }

  @Test func trainingResumedFromACheckpointEndsLikeOneThatWasNotInterrupted() async throws {
    let folder = try TemporaryFolder()
    let checkpoint = folder.file("state.safetensors")
    let first = try await train(threads: 2, epochs: 1, checkpoint: checkpoint)
    let resumed = try await train(threads: 2, checkpoint: checkpoint, isResumed: true)
    let whole = try await train(threads: 2)
    let isEqual = try fileBytes(resumed) == fileBytes(whole)
    #expect(isEqual)
    #expect(try fileBytes(first) != fileBytes(whole))
  }

  @Test func aNetworkThatDoesNotFitTheWindowIsRefused() async throws {
    let set = try ExampleSet(Self.examples, window: nil)
    let plan = BindingTraining.Plan(
      name: "unfit", label: "x",
      architecture: try NetworkArchitecture(
        json: #"{"input": {"features": 4}, "layers": [{"type": "dense", "outputs": 1}]}"#),
      provenance: ModelProvenance(licence: "MIT", trainingCommand: "none"))
    await #expect(throws: BindingSitesError.self) {
      try await BindingTraining(plan, threads: 1)(
        training: .windows(set), validation: set, report: { _ in })
    }
  }
}
