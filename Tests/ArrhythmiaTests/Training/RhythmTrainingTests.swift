import RecurrentCore
import TestSupport
import Testing

@testable import Arrhythmia

@Suite struct RhythmTrainingTests {
  /// Waves whose frequency is the class's; lengths differ.
  static func recordings(_ count: Int) -> [LabelledRecording] {
    (0..<count).map { index in
      let rhythm = RhythmClass.allCases[index % 4]
      let period = [8, 16, 40, 100][rhythm.rawValue]
      let signal = (0..<512 + index * 7 % 300).map { step in
        Float((step + index * 13) % period < period / 2 ? 1 : -1)
      }
      return LabelledRecording(name: "r\(1000 + index)", rhythm: rhythm, signal: signal)
    }
  }

  private func architecture(_ units: Int = 8) throws -> NetworkArchitecture {
    try NetworkArchitecture(
      json: """
        {"input": {"features": 1}, "layers": [
        {"type": "windows", "length": 128, "hop": 64, "layers": [
        {"type": "convolution", "outputs": 8, "taps": 9, "stride": 4}, {"type": "relu"},
        {"type": "convolution", "outputs": 8, "taps": 5, "stride": 2}, {"type": "relu"},
        {"type": "global_pooling", "parts": ["mean", "max"]}]},
        {"type": "gru", "hidden_size": \(units), "output": "last"},
        {"type": "dense", "outputs": 4}]}
        """)
  }

  /// Two epochs from the start, then two more from the checkpoint, perhaps on other terms.
  private func trainInTwoParts(
    change: (inout RhythmTraining.Plan) -> Void = { _ in }
  ) async throws -> ModelFile {
    let folder = try TemporaryFolder()
    let split = try RhythmSplit(
      Self.recordings(160), validation: .fraction(0.2), test: nil, seed: 1)
    var plan = RhythmTraining.Plan(
      name: "tiny", architecture: try architecture(),
      contract: SignalContract(scaling: .millivolts(1)),
      provenance: ModelProvenance(licence: "CC0-1.0", trainingCommand: "none"))
    plan.settings.epochs = 2
    plan.settings.batchSize = 16
    plan.checkpoint = folder.file("checkpoint")
    _ = try await RhythmTraining(plan, threads: 2)(split) { _ in }
    plan.settings.epochs = 4
    plan.isResumed = true
    change(&plan)
    return try await RhythmTraining(plan, threads: 2)(split) { _ in }
  }

  @Test func trainingGoesOnFromACheckpointOnTheSameTermsOnly() async throws {
    let resumed = try await trainInTwoParts()
    let whole = try await trainInTwoParts { $0.isResumed = false }
    #expect(resumed.parameters == whole.parameters)
    await #expect(throws: RecurrentCoreError.self) {
      try await trainInTwoParts { $0.augmentation.noise = 0.5 }
    }
  }

  private func train(
    threads: Int = 2, scaling: SignalContract.Scaling = .millivolts(1), epochs: Int = 8,
    metric: RhythmTraining.Metric = .f1
  ) async throws -> ModelFile {
    let split = try RhythmSplit(
      Self.recordings(160), validation: .fraction(0.2), test: .fraction(0.2), seed: 1)
    var plan = RhythmTraining.Plan(
      name: "tiny", architecture: try architecture(), contract: SignalContract(scaling: scaling),
      provenance: ModelProvenance(licence: "CC0-1.0", trainingCommand: "none"))
    plan.settings.epochs = epochs
    plan.settings.batchSize = 16
    plan.settings.microBatchSize = 4
    plan.settings.learningRate = 0.01
    plan.augmentation.largestOffset = 20
    plan.augmentation.noise = 0.1
    plan.labelSmoothing = 0.05
    plan.metric = metric
    return try await RhythmTraining(plan, threads: threads)(split) { _ in }
  }

  @Test func aTrainedModelTellsRhythmsAndSaysHowWell() async throws {
    let file = try await train()
    let model = try RhythmModel(file)
    #expect(try model.verify() == 0)
    let metrics: RhythmMetrics = try file.section(RhythmModel.Section.metrics)
    let test = try #require(metrics.test)
    #expect(test.meanF1 > 0.9, "\(test.confusion)")
    #expect(test.recordings == 32 && test.counts == ["N": 8, "A": 8, "O": 8, "~": 8])
    let interval = try #require(test.meanF1Interval)
    #expect(interval.lower <= test.meanF1 && test.meanF1 <= interval.upper)
    let fresh = Self.recordings(44).suffix(4).map { $0 }
    let answers = model.logits(fresh.map(\.signal)).map(RhythmEvaluation.prediction)
    #expect(answers == fresh.map(\.rhythm.rawValue))
    let record: RhythmTrainingRecord = try file.section(RhythmModel.Section.training)
    #expect(record.trainingRecordings == 96 && record.epochs.count == 8)
    #expect(record.testNames.count == 32 && record.validationNames.count == 32)
  }

  @Test func threadsDoNotMatter() async throws {
    let one = try await train(threads: 1, epochs: 2, metric: .loss)
    let three = try await train(threads: 3, epochs: 2, metric: .loss)
    #expect(one.parameters == three.parameters)
    #expect(one.sections == three.sections)
  }

  @Test func anEnsembleGivesTheMeanOfItsMembers() async throws {
    let first = try RhythmModel(try await train(epochs: 1))
    // It expects amplitudes of half the size.
    let second = try RhythmModel(try await train(scaling: .millivolts(2), epochs: 2))
    let ensemble = try RhythmEnsemble([first, second])
    let (network, parameters) = try ensemble.network()
    let recordings = Self.recordings(4)
    let joint = try await RecordingScorer(network, parameters, ensemble.contract).logits(
      recordings, threads: 1)
    let ones = first.logits(recordings.map(\.signal))
    let twos = second.logits(recordings.map { $0.signal.map { $0 / 2 } })
    for (row, (one, two)) in zip(joint, zip(ones, twos)) {
      for (value, (a, b)) in zip(row, zip(one, two)) { #expect(abs(value - (a + b) / 2) < 1e-5) }
    }
    let split = try RhythmSplit(
      Self.recordings(160), validation: .fraction(0.2), test: .fraction(0.2), seed: 1)
    #expect(ensemble.trainedOn(split.test) == 0)
    #expect(ensemble.trainedOn(split.training) == 96)
    let file = try await RhythmModelMaker(
      name: "both", contract: ensemble.contract,
      provenance: ModelProvenance(licence: "CC0-1.0", trainingCommand: "none"), seed: 1,
      threads: 1
    )(
      network, parameters, validation: split.validation, test: [],
      RhythmEnsembleRecord([first, second], split))
    #expect(try RhythmModel(file).verify() == 0)
  }

  @Test func outOfFoldRecordingsAreJudgedByThoseThatSetThemAside() async throws {
    let first = try RhythmModel(try await train(epochs: 1))
    let second = try RhythmModel(try await train(epochs: 2))
    let ensemble = try RhythmEnsemble([first, second])
    let split = try RhythmSplit(
      Self.recordings(160), validation: .fraction(0.2), test: .fraction(0.2), seed: 1)
    // Both members have the same sets: what was trained on is left out, the rest gets the mean.
    let all = split.training + split.validation
    let held = try await ensemble.outOfFold(all, threads: 2)
    #expect(held.recordings == split.validation)
    let ones = first.logits(split.validation.map(\.signal))
    let twos = second.logits(split.validation.map(\.signal))
    for (row, (one, two)) in zip(held.logits, zip(ones, twos)) {
      for (value, (a, b)) in zip(row, zip(one, two)) { #expect(abs(value - (a + b) / 2) < 1e-5) }
    }
    let record = RhythmEnsembleRecord([first, second], split, outOfFold: held.recordings)
    #expect(record.isCrossValidated == true)
    #expect(record.validationNames == split.validation.map(\.name))
  }

  @Test func membersOfOtherSignalsAreRefused() async throws {
    let first = try RhythmModel(try await train(epochs: 1))
    let second = try RhythmModel(try await train(scaling: .standardDeviation, epochs: 1))
    #expect(throws: ArrhythmiaError.self) { try RhythmEnsemble([first, second]) }
  }

  @Test func figuresFollowFromTheConfusion() {
    let rhythms: [RhythmClass] = [.normal, .normal, .atrialFibrillation, .other, .noise]
    let probabilities = [
      [0.7, 0.1, 0.1, 0.1], [0.1, 0.7, 0.1, 0.1], [0.1, 0.7, 0.1, 0.1], [0.1, 0.1, 0.7, 0.1],
      [0.7, 0.1, 0.1, 0.1],
    ]
    let result = RhythmEvaluation(probabilities: probabilities, rhythms: rhythms)
    #expect(abs(result.accuracy - 0.6) < 1e-12)
    let f1 = result.f1.compactMapValues { $0 }
    #expect(f1["N"] == 0.5 && f1["O"] == 1 && f1["~"] == 0)
    #expect(abs((f1["A"] ?? 0) - 2.0 / 3) < 1e-12)
    #expect(abs(result.meanF1 - (0.5 + 2.0 / 3 + 1) / 3) < 1e-12)
    #expect(abs(result.meanF1OfFour - (0.5 + 2.0 / 3 + 1) / 4) < 1e-12)
    #expect(abs(result.logLoss - 1.135039) < 1e-6)
    // Always 0.7 sure, right in 3 of 5.
    #expect(abs(result.expectedCalibrationError - 0.1) < 1e-12)
    #expect(result.meanF1Interval == nil)
  }

  @Test func aClassWithoutRecordingsIsNotMeasured() {
    let result = RhythmEvaluation(
      probabilities: [[0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.7, 0.1]], rhythms: [.normal, .other])
    #expect(result.f1.compactMapValues { $0 } == ["N": 1, "O": 1])
    #expect(result.meanF1 == 1 && result.meanF1OfFour == 1)
  }
}
