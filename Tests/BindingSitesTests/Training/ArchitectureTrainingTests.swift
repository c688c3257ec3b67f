import RecurrentCore
import Testing

@testable import BindingSites

/// Small forms of the recurrent architectures on a set that any network should learn.
@Suite struct ArchitectureTrainingTests {
  private func auROC(_ file: ModelFile) throws -> Double {
    try file.section(BindingModel.Section.metrics, as: BinaryEvaluation.self).auROC ?? 0
  }

  private func plan(_ architecture: NetworkArchitecture, seed: UInt64) -> BindingTraining.Plan {
    var plan = PlantedMotif.plan(architecture, seed: seed)
    plan.settings.epochs = 15
    plan.settings.learningRate = 0.01
    plan.settings.schedule = .cosine(warmUp: 0.05)
    plan.settings.clipping = .norm(1)
    plan.settings.patience = 15
    return plan
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func aStackedLSTMUponBasesLearnsFromEverySeed(seed: UInt64) async throws {
    let architecture = try PlantedMotif.architecture(
      """
      {"type": "lstm", "hidden_size": 10, "direction": "bidirectional", "layers": 2},
      {"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 1}
      """)
    let file = try await PlantedMotif.train(
      plan(architecture, seed: seed), on: PlantedMotif.examples(600, length: 24))
    let reached = try auROC(file)
    #expect(reached > 0.85)
  }

  @Test func aTiedLSTMLearns() async throws {
    let architecture = try PlantedMotif.architecture(
      """
      {"type": "lstm", "hidden_size": 10, "direction": "reverse_complement", "layers": 2},
      {"type": "global_pooling", "parts": ["max"]}, {"type": "mirror_mean"},
      {"type": "dense", "outputs": 1}
      """)
    let file = try await PlantedMotif.train(
      plan(architecture, seed: 1), on: PlantedMotif.examples(600, length: 24))
    let reached = try auROC(file)
    #expect(reached > 0.85)
    #expect(try BindingModel(file).verify() <= BindingModel.selfTestTolerance)
  }

  @Test func aNetworkUponWordsLearnsFromTheirVectors() async throws {
    let architecture = try NetworkArchitecture(
      json: """
        {"input": {"tokens": 65}, "layers": [
          {"type": "embedding", "outputs": 12},
          {"type": "gru", "hidden_size": 10, "direction": "bidirectional"},
          {"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 1}]}
        """)
    var plan = plan(architecture, seed: 1)
    plan.encoding = .kmers(length: 3, stride: 1)
    var vectors = WordVectorSettings()
    vectors.dimensions = 12
    vectors.epochs = 2
    plan.wordVectors = vectors
    let file = try await PlantedMotif.train(plan, on: PlantedMotif.examples(300, length: 24))
    #expect(try auROC(file) > 0.85)
    let model = try BindingModel(file)
    #expect(try model.verify() <= BindingModel.selfTestTolerance)
    #expect(model.contract.encoding == plan.encoding)
    let record: TrainingRecord = try file.section(BindingModel.Section.training)
    #expect(record.wordVectors == vectors)
    plan.wordVectors = nil
    let other = try await PlantedMotif.train(plan, on: PlantedMotif.examples(300, length: 24))
    #expect(other.parameters != file.parameters)
  }

  /// What a window of words gets must not depend on the windows beside it.
  @Test func wordsAreScoredTheSameAloneAndTogether() throws {
    let network = try Network<Float>(NamedArchitecture.architecture("kegru", wordLength: 3))
    let encoding = SequenceEncoding.kmers(length: 3, stride: 2)
    let parameters = network.initialParameters(seed: 3)
    let scorer = NetworkWindowScorer(network, parameters, encoding, window: 25)
    var generator = RandomGenerator(seed: 8)
    var bases = randomBases(160, &generator)
    bases[30] = InputBase.uniform
    bases[90] = InputBase.zero
    let offsets = Array(0...135)
    let together = scorer.logits(bases: bases, offsets: offsets)
    for offset in stride(from: 0, through: 135, by: 9) {
      #expect(scorer.logits(bases: bases, offsets: [offset]) == [together[offset]])
    }
    let expected = network.predict(
      encoding.encode(bases, windowsAt: offsets, window: 25), parameters
    ).values.elements
    #expect(zip(together, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }
}
