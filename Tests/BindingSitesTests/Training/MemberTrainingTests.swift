import Foundation
import RecurrentCore
import TestSupport
import Testing

@testable import BindingSites

@Suite struct MemberTrainingTests {
  private func bytes(_ model: ModelFile) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try model.write(to: folder.file("m.safetensors"))
    return try folder.read("m.safetensors")
  }

  private func plan(members: Int, seed: UInt64 = 7) throws -> BindingTraining.Plan {
    var plan = PlantedMotif.plan(try PlantedMotif.architecture(), seed: seed)
    plan.members = members
    plan.leastAuROC = 0
    return plan
  }

  @Test func theModelOfSeveralNetworksIsTheMeanOfThoseTrainedAlone() async throws {
    let both = try await PlantedMotif.train(plan(members: 2), threads: 2)
    let one = try await PlantedMotif.train(plan(members: 1))
    let other = try await PlantedMotif.train(plan(members: 1, seed: 8))
    let model = try BindingModel(both)
    #expect(model.scorer.networkCount == 2)
    let bases = PlantedMotif.examples().flatMap(\.codes)
    let offsets = Array(stride(from: 0, to: bases.count, by: 30))
    let logits = model.scorer.windowLogits(bases: bases, offsets: offsets)
    let parts = try [one, other].map {
      try BindingModel($0).scorer.windowLogits(bases: bases, offsets: offsets)
    }
    for index in offsets.indices {
      #expect(abs(logits[index] - (parts[0][index] + parts[1][index]) / 2) < 1e-6)
    }
    #expect(try model.verify() <= BindingModel.selfTestTolerance)
    #expect(try bytes(both) == bytes(await PlantedMotif.train(plan(members: 2))))
  }

  @Test func theFileTellsWhatEachNetworkReachesByItself() async throws {
    let both = try await PlantedMotif.train(plan(members: 2))
    let record: TrainingRecord = try both.section(BindingModel.Section.training)
    let members = try #require(record.members)
    #expect(members.map(\.seed) == [7, 8])
    #expect(record.epochs.isEmpty && record.bestEpoch == nil)
    let alone = try await PlantedMotif.train(plan(members: 1, seed: 8))
    let metrics: BinaryEvaluation = try alone.section(BindingModel.Section.metrics)
    #expect(members[1].auROC == metrics.auROC && members[1].auPRC == metrics.auPRC)
    let single: TrainingRecord = try alone.section(BindingModel.Section.training)
    #expect(single.members == nil && single.epochs == members[1].epochs)
  }

  @Test func trainingIsResumedInTheNetworkItWasInterruptedIn() async throws {
    let folder = try TemporaryFolder()
    let checkpoint = folder.file("state")
    var plan = try plan(members: 3)
    let whole = try await PlantedMotif.train(plan)
    plan.checkpoint = checkpoint
    _ = try await PlantedMotif.train(plan)
    #expect(try folder.names() == ["state.1", "state.2", "state.3"])
    // As if stopped in the second network's first epoch.
    for name in ["state.2", "state.3"] {
      try FileManager.default.removeItem(atPath: folder.file(name))
    }
    plan.isResumed = true
    var trained: [Int] = []
    let resumed = try await PlantedMotif.train(plan) { event in
      if case .begun(let attempt) = event { trained.append(attempt.member) }
      if case .training(.epoch) = event { trained.append(-1) }
    }
    #expect(trained == [0, 1, -1, -1, -1, 2, -1, -1, -1])
    #expect(try bytes(resumed) == bytes(whole))
  }

  @Test func aNetworkThatAnswersAlikeIsTrainedAgainFromAnotherSeed() async throws {
    let architecture = try PlantedMotif.architecture(
      """
      {"type": "convolution", "outputs": 8, "taps": 7}, {"type": "relu"},
      {"type": "global_pooling", "parts": ["max"]},
      {"type": "dense", "outputs": 1}, {"type": "relu"}, {"type": "dense", "outputs": 1}
      """)
    let network = try Network<Float>(architecture)
    let bases = PlantedMotif.examples().flatMap(\.codes)
    let offsets = Array(stride(from: 0, to: bases.count, by: 30))
    /// Whether the single rectified unit is 0 for every sequence.
    func isDead(_ seed: UInt64) -> Bool {
      let parameters = network.initialParameters(seed: seed)
      let logits = NetworkWindowScorer(network, parameters, window: 30).logits(
        bases: bases, offsets: offsets)
      return Set(logits).count == 1
    }
    func attempt(_ number: Int, _ seed: UInt64) -> UInt64 {
      MemberAttempt(member: 0, of: 1, attempt: number, modelSeed: seed).seed
    }
    let seed = try #require((1...200).first { isDead($0) && !isDead(attempt(1, $0)) })
    var plan = PlantedMotif.plan(architecture, seed: seed)
    plan.settings.learningRate = 0.002
    plan.leastAuROC = 0
    var problems: [String] = []
    let file = try await PlantedMotif.train(plan) { event in
      if case .collapsed(_, let problem) = event { problems.append(problem) }
    }
    #expect(!problems.isEmpty)
    let record: TrainingRecord = try file.section(BindingModel.Section.training)
    let member = try #require(record.members?.first)
    #expect(record.members?.count == 1 && member.seed == attempt(problems.count, seed))
    let collapsed = problems.enumerated().map { number, problem in
      CollapsedAttempt(seed: attempt(number, seed), problem: problem)
    }
    #expect(member.collapsed == collapsed)
  }

  @Test func aSetThatTeachesNothingIsAnErrorAfterFourSeeds() async throws {
    var generator = RandomGenerator(seed: 2)
    let noise = (0..<120).map { index in
      LabelledSequence(
        name: "s\(index)", codes: randomBases(30, &generator), isBound: index % 2 == 0)
    }
    var plan = try plan(members: 1)
    plan.leastAuROC = 0.95
    var seeds: [UInt64] = []
    let error = await #expect(throws: BindingSitesError.self) {
      try await PlantedMotif.train(plan, on: noise) { event in
        if case .begun(let attempt) = event { seeds.append(attempt.seed) }
      }
    }
    #expect(Set(seeds).count == 4 && seeds.first == 7)
    guard case .untrainable(member: 1, attempts: 4, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
