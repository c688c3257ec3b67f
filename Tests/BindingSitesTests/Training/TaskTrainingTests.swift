import RecurrentCore
import TestSupport
import Testing

@testable import BindingSites

@Suite struct TaskTrainingTests {
  /// A word in the middle of every other sequence.
  private static func examples(
    _ word: [UInt8], seed: UInt64, count: Int = 120
  ) -> [LabelledSequence] {
    var generator = RandomGenerator(seed: seed)
    return (0..<count).map { index in
      var codes = randomBases(30, &generator)
      if index % 2 == 0 { codes.replaceSubrange(11..<11 + word.count, with: word) }
      return LabelledSequence(name: "\(seed)-\(index)", codes: codes, isBound: index % 2 == 0)
    }
  }

  private static let words: [(label: String, word: [UInt8], seed: UInt64)] = [
    ("AP1", [3, 2, 0, 1, 3, 1, 0], 11), ("EBOX", [1, 0, 1, 2, 3, 2, 1], 23),
  ]

  private func tasks() throws -> [TaskTraining.Task] {
    try Self.words.map { label, word, seed in
      let split = try ExampleSet(Self.examples(word, seed: seed), window: nil)
        .split(validationFraction: 0.3, seed: 7)
      return TaskTraining.Task(
        name: "set-\(label)", label: label, training: try ExampleSet(split.training, window: nil),
        validation: try ExampleSet(split.validation, window: nil), sources: [])
    }
  }

  private func train(threads: Int) async throws -> [ModelFile] {
    var plan = PlantedMotif.plan(try PlantedMotif.architecture())
    plan.settings.epochs = 12
    plan.settings.microBatchSize = 8
    plan.augmentation.reverseComplement = false
    plan.leastAuROC = 0
    plan.members = 2
    return try await TaskTraining(plan, threads: threads)(tasks(), report: { _ in })
  }

  @Test func eachModelTellsItsOwnSitesAndNotTheOthers() async throws {
    let models = try await train(threads: 2).map { try BindingModel($0) }
    #expect(models.map(\.name) == ["set-AP1", "set-EBOX"])
    #expect(models.map(\.contract.label) == ["AP1", "EBOX"])
    for (index, model) in models.enumerated() {
      #expect(try model.verify() <= BindingModel.selfTestTolerance)
      let record = try model.file.section(
        BindingModel.Section.training, as: TrainingRecord.self)
      #expect(record.tasks == ["AP1", "EBOX"])
      for (other, word) in Self.words.enumerated() {
        let fresh = Self.examples(word.word, seed: 99 + word.seed)
        let logits = try await ModelFinishing(model.scorer, seed: 0, threads: 2)
          .bothStrands(fresh.map(\.codes))
        let auROC =
          ScoreRanking(
            scores: logits.map(Double.init), labels: fresh.map { $0.isBound == true }
          ).auROC() ?? 0
        #expect(
          other == index ? auROC > 0.85 : auROC < 0.75,
          "\(model.contract.label) on \(word.label): \(auROC)")
      }
    }
  }

  @Test func theModelsAreTheSameBytesForAnyThreads() async throws {
    let folder = try TemporaryFolder()
    for (threads, name) in [(1, "one"), (2, "two")] {
      for (index, model) in try await train(threads: threads).enumerated() {
        try model.write(to: folder.file("\(name)-\(index).safetensors"))
      }
    }
    for index in 0..<2 {
      let isEqual =
        try folder.read("one-\(index).safetensors") == folder.read("two-\(index).safetensors")
      #expect(isEqual)
    }
  }

  @Test func sequencesOfAHeadCountForNoOther() {
    let examples = Self.examples([3, 2, 0, 1, 3, 1, 0], seed: 1, count: 4)
    let one = BindingExamples(examples, Augmentation())
    let both = TaskExamples([one, one], .oneHot)
    #expect(both.count == 2 * one.count)
    var generator = RandomGenerator(seed: 1)
    let batch = both.microBatch(
      Array(0..<both.count)[...], epoch: 0, generator: &generator)
    guard case .values(let targets) = batch.targets else {
      Issue.record("no numbers")
      return
    }
    let heads = stride(from: 0, to: targets.count, by: 2).map { Array(targets[$0..<$0 + 2]) }
    #expect(heads.prefix(one.count).allSatisfy { $0[0] >= 0 && $0[1] < 0 })
    #expect(heads.dropFirst(one.count).allSatisfy { $0[0] < 0 && $0[1] >= 0 })
  }
}
