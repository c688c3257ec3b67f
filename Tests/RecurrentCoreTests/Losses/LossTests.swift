import Glibc
import Testing

@testable import RecurrentCore

@Suite struct LossTests {
  static let output = SequenceBatch<Double>.random(
    time: 4, lengths: [4, 2, 1, 0], features: 3, seed: 21)
  static let labels: [Int32] = [0, 1, 2, 0, -1, 2, 0, 0, 2, 0, 1, 0, 1, 0, 0, 0]
  static let weights = [1, 0.5, 2, 3.0]

  static let options = [
    CrossEntropyOptions(),
    CrossEntropyOptions(classWeights: [0.5, 1, 3]),
    CrossEntropyOptions(smoothing: 0.2),
    CrossEntropyOptions(focusing: 2),
    CrossEntropyOptions(classWeights: [2, 0.1, 1], smoothing: 0.1, focusing: 1.5),
  ]

  @Test(arguments: options) func softmaxGradients(options: CrossEntropyOptions) {
    expectGradients(of: .softmaxCrossEntropy(options), .classes(Self.labels))
  }

  @Test(arguments: options) func sigmoidGradients(options: CrossEntropyOptions) {
    let targets = (0..<48).map { [1.0, 0, -1, 0.25][($0 * 7) % 4] }
    expectGradients(of: .sigmoidCrossEntropy(options), .values(targets))
  }

  @Test func squaredErrorGradients() {
    let targets = (0..<48).map { Double($0 % 5) - 2 }
    expectGradients(of: .meanSquaredError, .values(targets))
  }

  @Test func softmaxOfOneStepIsItsNegativeLogLikelihood() {
    let output = SequenceBatch(
      Tensor([.time: 1, .batch: 2, .features: 2], [1, 3, 0, 0] as [Double]))
    let value = Loss.softmaxCrossEntropy().evaluate(output, .classes([0, 1]))
    #expect(abs(value.sum - (log(1 + exp(2.0)) + log(2.0))) < 1e-12)
    #expect(value.weight == 2)
  }

  @Test func examplesLossIsTheMeanOverItsLabelledSteps() {
    let output = SequenceBatch(
      Tensor([.time: 3, .batch: 1, .features: 1], [0, 2, -1] as [Double]), lengths: [3])
    let value = Loss.meanSquaredError.evaluate(
      output, .values([1, 1, 1]), weights: [3])
    #expect(abs(value.sum - 3 * (1 + 1 + 4) / 3) < 1e-12)
    #expect(value.weight == 3)
  }

  @Test func stepsWithoutTargetDoNotCountInTheMean() {
    let output = SequenceBatch(
      Tensor([.time: 3, .batch: 2, .features: 1], [0, 5, 2, 7, 3, 1] as [Double]))
    let value = Loss.sigmoidCrossEntropy().evaluate(
      output, .values([1, -1, -1, -1, 0, -1]), weights: [2, 9])
    #expect(abs(value.sum - 2 * (log(2.0) + log(1 + exp(3.0))) / 2) < 1e-12)
    #expect(value.weight == 2)
    #expect(value.gradient.elements[2] == 0)
    #expect(abs(value.gradient.elements[4] - 1 / (1 + exp(-3.0))) < 1e-12)
  }

  @Test func unlabelledExamplesDoNotCount() {
    let output = SequenceBatch(
      Tensor([.time: 1, .batch: 2, .features: 2], [1, 3, 5, 0] as [Double]))
    let value = Loss.softmaxCrossEntropy().evaluate(output, .classes([-1, 0]))
    #expect(value.weight == 1)
    #expect(value.gradient.elements.prefix(2) == [0, 0])
  }

  @Test func hugeLogitsGiveFiniteLosses() {
    let output = SequenceBatch<Float>(
      Tensor([.time: 1, .batch: 2, .features: 2], [1e4, -1e4, -1e4, 1e4]))
    for focusing in [0, 2.0] {
      let options = CrossEntropyOptions(focusing: focusing)
      let soft = Loss.softmaxCrossEntropy(options).evaluate(output, .classes([1, 1]))
      #expect(soft.sum == 2e4)
      #expect(soft.gradient.elements.allSatisfy { $0.isFinite })
      let hard = Loss.sigmoidCrossEntropy(options).evaluate(output, .values([0, 1, 0, 1]))
      #expect(hard.sum == 1e4)
      #expect(hard.gradient.elements.allSatisfy { $0.isFinite })
    }
  }

  private func expectGradients(
    of loss: Loss, _ targets: LossTargets<Double>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let value = loss.evaluate(Self.output, targets, weights: Self.weights)
    let differences = GradientCheck.differences(
      of: { elements in
        let moved = SequenceBatch(
          Tensor(Self.output.values.shape, elements), lengths: Self.output.lengths)
        return loss.evaluate(moved, targets, weights: Self.weights).sum
      }, at: Self.output.values.elements)
    GradientCheck.expectEqual(
      value.gradient.elements, differences, tolerance: 1e-7, "\(loss)",
      sourceLocation: sourceLocation)
    #expect(value.weight == 3.5, sourceLocation: sourceLocation)
  }
}
