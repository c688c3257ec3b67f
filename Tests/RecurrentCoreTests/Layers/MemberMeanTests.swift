import Testing

@testable import RecurrentCore

@Suite struct MemberMeanTests {
  static let input = SequenceBatch<Double>.random(time: 6, lengths: [6, 3, 1, 0], features: 2)

  /// One member answers every sequence, the other those of three steps or more.
  private var layer: MemberMean<Double> {
    let long: [any Layer<Double>] = [
      Convolution(
        inputFeatures: 2, outputFeatures: 3,
        geometry: .convolution(taps: 3, stride: 1, dilation: 1, padding: .valid)),
      SequencePooling(.mean, features: 3),
    ]
    return MemberMean([
      [Dense(inputFeatures: 2, outputFeatures: 3), SequencePooling(.last, features: 3)],
      [Scale(factor: 1.5, features: 2)] + long,
    ])
  }

  @Test func gradients() {
    GradientCheck.expectCorrect(layer, input: Self.input)
  }

  @Test func aSequenceGetsTheMeanOfTheMembersThatAnswerIt() {
    let parameters = ParameterSet<Double>.random(layer.parameters, seed: 2)
    func alone(_ member: Int, _ body: [any Layer<Double>]) -> [Double] {
      LayerSequence(body).predict(Self.input, parameters.scoped("\(member).")).values.elements
    }
    let first = alone(
      0, [Dense(inputFeatures: 2, outputFeatures: 3), SequencePooling(.last, features: 3)])
    let second = alone(
      1,
      [
        Scale(factor: 1.5, features: 2),
        Convolution(
          inputFeatures: 2, outputFeatures: 3,
          geometry: .convolution(taps: 3, stride: 1, dilation: 1, padding: .valid)),
        SequencePooling(.mean, features: 3),
      ])
    let output = layer.predict(Self.input, parameters)
    #expect(output.lengths == [1, 1, 1, 0])
    var expected: [Double] = first
    // Six numbers of the two sequences that both answer.
    for place in 0..<6 { expected[place] = (first[place] + second[place]) / 2 }
    #expect(zip(output.values.elements, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(layer.outputSteps(1) == 1 && layer.outputSteps(0) == 0)
  }

  @Test func scaleMultiplies() {
    GradientCheck.expectCorrect(Scale<Double>(factor: -2, features: 2), input: Self.input)
    let output = Scale<Double>(factor: -2, features: 2).predict(Self.input, ParameterSet())
    #expect(output.values.elements == Self.input.values.elements.map { -2 * $0 })
  }
}
