import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct ExampleWeightTests {
  private let plain: Augmentation = {
    var augmentation = Augmentation()
    augmentation.reverseComplement = false
    return augmentation
  }()

  private func sequence(_ seed: UInt64, _ isBound: Bool, weight: Float = 1) -> LabelledSequence {
    var generator = RandomGenerator(seed: seed)
    return LabelledSequence(
      name: "s", codes: randomBases(TinyModel.window, &generator), isBound: isBound, weight: weight)
  }

  private func batch(
    _ examples: [LabelledSequence], _ augmentation: Augmentation
  ) -> MicroBatch<LossTargets<Float>> {
    var generator = RandomGenerator(seed: 1)
    let examples = BindingExamples(examples, augmentation)
    return examples.microBatch(
      Array(0..<examples.count)[...], epoch: 0, generator: &generator)
  }

  @Test func weightsGoWithTheirExamplesAndShufflesCountOnce() {
    var augmentation = plain
    augmentation.positiveRepeats = 2
    augmentation.shufflesPerPositive = 1
    augmentation.offCentrePerPositive = 1
    augmentation.offCentreShift = 3...5
    let batch = batch(
      [sequence(1, true, weight: 2.5), sequence(2, false, weight: 0.5)], augmentation)
    #expect(batch.weights == [2.5, 2.5, 0.5, 1, 2.5])
  }

  @Test func anExampleOfWeightThreeCountsAsThree() throws {
    let network = try TinyModel.network()
    let model = SupervisedNetwork(network, .sigmoidCrossEntropy())
    let parameters = network.initialParameters(seed: 1)
    func loss(_ examples: [LabelledSequence]) -> (loss: WeightedLoss, gradient: Double) {
      var context = ForwardContext(isTraining: false, generator: RandomGenerator(seed: 1))
      var gradients = parameters.zeros
      let loss = model.addGradients(
        of: batch(examples, plain), parameters, &context, to: &gradients)
      return (loss, gradients.norm)
    }
    let heavy = loss([sequence(1, true, weight: 3), sequence(2, false)])
    let copies = loss(Array(repeating: sequence(1, true), count: 3) + [sequence(2, false)])
    #expect(heavy.loss.weight == 4 && copies.loss.weight == 4)
    #expect(abs(heavy.loss.mean - copies.loss.mean) < 1e-6)
    #expect(abs(heavy.gradient - copies.gradient) < 1e-4 * copies.gradient)
    let light = loss([sequence(1, true), sequence(2, false)])
    #expect(abs(heavy.loss.mean - light.loss.mean) > 1e-4)
  }
}
