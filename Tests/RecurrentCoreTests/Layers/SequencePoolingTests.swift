import Testing

@testable import RecurrentCore

@Suite struct SequencePoolingTests {
  static let input = SequenceBatch<Double>.random(time: 5, lengths: [5, 3, 1, 0], features: 4)

  @Test(arguments: [SequencePooling<Double>.Operation.max, .mean, .last, .ends])
  func gradients(operation: SequencePooling<Double>.Operation) {
    GradientCheck.expectCorrect(SequencePooling(operation, features: 4), input: Self.input)
  }

  @Test func attentionGradients() {
    GradientCheck.expectCorrect(AttentionPooling(features: 4, size: 3), input: Self.input)
  }

  @Test func concatenationGradients() {
    let layer = Concatenation<Double>([
      ("ends", SequencePooling(.ends, features: 4)),
      ("attention", AttentionPooling(features: 4, size: 2)),
      ("max", SequencePooling(.max, features: 4)),
    ])
    #expect(layer.outputFeatures == 12)
    GradientCheck.expectCorrect(layer, input: Self.input)
  }

  @Test func residualGradients() {
    let geometry = WindowGeometry.convolution(taps: 3, stride: 2, dilation: 1, padding: .same)
    let shortcut = WindowGeometry.convolution(taps: 1, stride: 2, dilation: 1, padding: .same)
    GradientCheck.expectCorrect(
      Residual(
        body: [
          Convolution(inputFeatures: 4, outputFeatures: 3, geometry: geometry),
          Activation(.tanh, features: 3),
        ],
        shortcut: Convolution(inputFeatures: 4, outputFeatures: 3, geometry: shortcut)),
      input: Self.input)
    GradientCheck.expectCorrect(
      Residual(body: [Dense(inputFeatures: 4, outputFeatures: 4)]), input: Self.input)
  }

  @Test func endsTakeEachDirectionsFinalState() {
    let values: [Double] = [1, 2, 10, 20, 3, 4, 30, 40, 5, 6, 0, 0]
    let input = SequenceBatch(
      Tensor([.time: 3, .batch: 2, .features: 2], values), lengths: [3, 2])
    let output = SequencePooling(.ends, features: 2).predict(input, ParameterSet())
    #expect(output.values.elements == [5, 2, 30, 20])
    let last = SequencePooling(.last, features: 2).predict(input, ParameterSet())
    #expect(last.values.elements == [5, 6, 30, 40])
  }

  @Test func attentionWeightsOfEqualStepsAreEqual() {
    let layer = AttentionPooling<Double>(features: 2, size: 3)
    let step = [0.3, -0.7]
    let input = SequenceBatch(
      Tensor([.time: 4, .batch: 1, .features: 2], (0..<4).flatMap { _ in step }))
    let parameters = ParameterSet<Double>.random(layer.parameters, seed: 8)
    let output = layer.predict(input, parameters).values.elements
    #expect(zip(output, step).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
