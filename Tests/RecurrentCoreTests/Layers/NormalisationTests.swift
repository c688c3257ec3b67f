import Testing

@testable import RecurrentCore

@Suite struct NormalisationTests {
  static let input = SequenceBatch<Double>.random(time: 6, lengths: [6, 3, 1, 0], features: 4)
  static let training = ForwardContext(isTraining: true, generator: RandomGenerator(seed: 9))

  @Test func batchNormalisationGradientsInTraining() {
    GradientCheck.expectCorrect(
      BatchNormalisation(features: 4), input: Self.input, context: Self.training,
      tolerance: 1e-6)
  }

  @Test func batchNormalisationGradientsInUse() {
    let layer = BatchNormalisation<Double>(features: 4)
    var parameters = ParameterSet<Double>.random(layer.parameters, seed: 2)
    parameters["running_var"].elements = [0.5, 1, 2, 3]
    GradientCheck.expectCorrect(layer, input: Self.input, parameters: parameters)
  }

  @Test func batchNormalisationCentresAndScalesTheValidSteps() {
    let layer = BatchNormalisation<Double>(features: 4, epsilon: 1e-12)
    var generator = RandomGenerator(seed: 1)
    let parameters = ParameterSet<Double>(sampling: layer.parameters, using: &generator)
    var context = Self.training
    let output = layer.forward(Self.input, parameters, &context).output
    let (mean, variance) = Double.moments(output.values.elements, output.layout)
    #expect(mean.allSatisfy { abs($0) < 1e-12 })
    #expect(variance.allSatisfy { abs($0 - 1) < 1e-9 })
  }

  @Test func observationsMoveTheRunningAverages() {
    let layer = BatchNormalisation<Double>(features: 4, momentum: 0.25)
    var generator = RandomGenerator(seed: 1)
    var parameters = ParameterSet<Double>(
      sampling: layer.parameters.map { $0.scoped("layers.3.") }, using: &generator)
    var context = Self.training
    _ = layer.forward(Self.input, parameters.scoped("layers.3."), &context)
    parameters.absorb(context.observations)
    let (mean, variance) = Double.moments(Self.input.values.elements, Self.input.layout)
    let count = 10.0
    for feature in 0..<4 {
      let average = parameters["layers.3.running_mean"].elements[feature]
      #expect(abs(average - 0.25 * mean[feature]) < 1e-12)
      let spread = parameters["layers.3.running_var"].elements[feature]
      #expect(abs(spread - (0.75 + 0.25 * variance[feature] * count / (count - 1))) < 1e-12)
    }
  }

  @Test func layerNormalisationGradients() {
    GradientCheck.expectCorrect(
      LayerNormalisation(features: 4), input: Self.input, tolerance: 1e-6)
  }

  @Test(arguments: [true, false]) func dropoutGradients(isSpatial: Bool) {
    GradientCheck.expectCorrect(
      Dropout(probability: 0.4, isSpatial: isSpatial, features: 4), input: Self.input,
      context: Self.training)
  }

  @Test func dropoutKeepsItsShareAndTheMean() {
    for probability in [0.1, 0.5, 0.8] {
      let mask = Float.dropoutMask(100_000, seed: 77, keep: 1 - probability)
      let kept = Double(mask.filter { $0 != 0 }.count) / 100_000
      #expect(abs(kept - (1 - probability)) < 0.006)
      #expect(mask.allSatisfy { $0 == 0 || abs(Double($0) * (1 - probability) - 1) < 1e-6 })
    }
  }

  @Test func dropoutMasksDifferBySeedAndNotByRun() {
    let first = Float.dropoutMask(64, seed: 1, keep: 0.5)
    #expect(first == Float.dropoutMask(64, seed: 1, keep: 0.5))
    #expect(first != Float.dropoutMask(64, seed: 2, keep: 0.5))
    #expect(first != Float.dropoutMask(64, seed: 1 << 32 + 1, keep: 0.5))
  }

  @Test func spatialDropoutDropsFeaturesForAllSteps() {
    let layer = Dropout<Float>(probability: 0.5, isSpatial: true, features: 8)
    let input = SequenceBatch<Float>(
      Tensor([.time: 5, .batch: 2, .features: 8], Array(repeating: 1, count: 80)))
    var context = Self.training
    let output = layer.forward(input, ParameterSet(), &context).output.values.elements
    #expect(Set(output) == [0, 2])
    for step in 1..<5 {
      #expect(output[step * 16..<step * 16 + 16].elementsEqual(output[0..<16]))
    }
  }

  @Test func dropoutDoesNothingInUse() {
    let layer = Dropout<Double>(probability: 0.5, features: 4)
    #expect(layer.predict(Self.input, ParameterSet()) == Self.input)
  }
}
