import RecurrentCore

@testable import BindingSites

/// Random sequences, every other with TGACTCA in its middle: a set any network should learn.
enum PlantedMotif {
  static let layers = """
    {"type": "convolution", "outputs": 8, "taps": 7},
    {"type": "relu"},
    {"type": "global_pooling", "parts": ["max"]},
    {"type": "dense", "outputs": 1}
    """

  static func examples(_ count: Int = 120, length: Int = 30) -> [LabelledSequence] {
    var generator = RandomGenerator(seed: 41)
    let start = length / 2 - 4
    return (0..<count).map { index in
      var codes = randomBases(length, &generator)
      if index % 2 == 0 {
        codes.replaceSubrange(start..<start + 7, with: [3, 2, 0, 1, 3, 1, 0])
      }
      return LabelledSequence(name: "s\(index)", codes: codes, isBound: index % 2 == 0)
    }
  }

  static func architecture(_ layers: String = layers) throws -> NetworkArchitecture {
    try NetworkArchitecture(json: "{\"input\": {\"features\": 4}, \"layers\": [\(layers)]}")
  }

  /// A plan for a few seconds of training.
  static func plan(_ architecture: NetworkArchitecture, seed: UInt64 = 7) -> BindingTraining.Plan {
    var plan = BindingTraining.Plan(
      name: "planted", label: "AP1", architecture: architecture,
      provenance: ModelProvenance(licence: "MIT", trainingCommand: "none", seed: seed))
    plan.settings.epochs = 3
    plan.settings.batchSize = 16
    plan.settings.microBatchSize = 4
    plan.settings.learningRate = 0.02
    plan.settings.seed = seed
    plan.nullSampleCount = 1500
    return plan
  }

  static func train(
    _ plan: BindingTraining.Plan, on examples: [LabelledSequence] = examples(), threads: Int = 1,
    report: (BindingTrainingEvent) -> Void = { _ in }
  ) async throws -> ModelFile {
    let split = try ExampleSet(examples, window: nil).split(validationFraction: 0.3, seed: 7)
    return try await BindingTraining(plan, threads: threads)(
      training: .windows(ExampleSet(split.training, window: nil)),
      validation: ExampleSet(split.validation, window: nil), report: report)
  }
}
