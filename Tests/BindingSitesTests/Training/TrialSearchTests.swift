import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct TrialSearchTests {
  private func sets() throws -> (training: ExampleSet, validation: ExampleSet) {
    let split = try ExampleSet(PlantedMotif.examples(), window: nil)
      .split(validationFraction: 0.3, seed: 7)
    return (
      try ExampleSet(split.training, window: nil), try ExampleSet(split.validation, window: nil)
    )
  }

  private func search(
    _ plan: BindingTraining.Plan, trials: Int, threads: Int = 1
  ) async throws -> (trials: [Trial], best: BindingTraining.Plan) {
    let (training, validation) = try sets()
    return try await TrialSearch(plan, epochs: 1, threads: threads)(
      trials, training: .windows(training), validation: validation, report: { _ in })
  }

  @Test func theFirstTrialIsThePlanAndTheBestIsTaken() async throws {
    let plan = PlantedMotif.plan(try PlantedMotif.architecture())
    let (trials, best) = try await search(plan, trials: 4, threads: 2)
    #expect(trials.map(\.number) == [1, 2, 3, 4])
    #expect(trials[0].choice == TrialChoice(of: plan.settings, plan.architecture))
    let top = try #require(trials.max { ($0.auPRC ?? 0) < ($1.auPRC ?? 0) })
    #expect(best.search?.bestTrial == top.number && best.search?.trials == 4)
    #expect(TrialChoice(of: best.settings, best.architecture) == top.choice)
    #expect(best.settings.epochs == plan.settings.epochs)
    #expect(try await search(plan, trials: 4).trials == trials)
  }

  @Test func aTrialThatDivergesIsNotTheBest() async throws {
    var plan = PlantedMotif.plan(try PlantedMotif.architecture())
    plan.settings.learningRate = 1e30
    let (trials, best) = try await search(plan, trials: 2)
    #expect(trials[0].problem != nil && trials[0].auPRC == nil)
    #expect(best.search?.bestTrial == 2)
    await #expect(throws: BindingSitesError.self) { try await search(plan, trials: 1) }
  }

  @Test func choicesLieInTheirRangesAndReachTheLayersTheyName() throws {
    let base = try NamedArchitecture.convolutionalLSTM.architecture()
    let settings = TrainingSettings()
    let known = TrialChoice(of: settings, base)
    #expect(known.dropout == 0.25 && known.hiddenSize == 32 && known.convolutionTaps == 15)
    var generator = RandomGenerator(seed: 1)
    for _ in 0..<200 {
      let choice = TrialChoice(like: known, &generator)
      #expect(5e-4...2e-2 ~= choice.learningRate)
      #expect(choice.weightDecay == 0 || 1e-4...3e-2 ~= choice.weightDecay)
      #expect(0...0.5 ~= choice.dropout ?? 1)
      var (changed, applied) = (base, settings)
      choice.apply(to: &changed)
      choice.apply(to: &applied)
      #expect(TrialChoice(of: applied, changed) == choice)
      #expect(try Network<Float>(changed).outputSteps(101) == 1)
    }
    let convolution = try NamedArchitecture.architecture("conv")
    let without = TrialChoice(of: settings, convolution)
    #expect(without.hiddenSize == nil)
    #expect(TrialChoice(like: without, &generator).hiddenSize == nil)
  }
}
