import Testing

@testable import RecurrentCore

@Suite struct WindowedBodyTests {
  /// Two windows in the first sequence, one in the second, none in the others; step 7 lies in none.
  static let input = SequenceBatch<Double>.random(time: 8, lengths: [8, 5, 3, 0], features: 2)

  private func layer(length: Int = 4, hop: Int = 3) -> WindowedBody<Double> {
    WindowedBody(
      length: length, hop: hop, inputFeatures: 2,
      body: [
        Convolution(
          inputFeatures: 2, outputFeatures: 3,
          geometry: .convolution(taps: 3, stride: 1, dilation: 1, padding: .same)),
        Activation(.tanh, features: 3), SequencePooling(.mean, features: 3),
      ])
  }

  @Test func gradients() {
    GradientCheck.expectCorrect(layer(), input: Self.input)
    GradientCheck.expectCorrect(layer(length: 2, hop: 4), input: Self.input)
  }

  @Test func aWindowGetsWhatTheBodyGivesForItAlone() {
    let layer = layer()
    let parameters = ParameterSet<Double>.random(layer.parameters, seed: 3)
    let output = layer.predict(Self.input, parameters)
    #expect(output.time == 2)
    #expect(output.lengths == [2, 1, 0, 0])
    for (sequence, count) in output.lengths.enumerated() {
      for window in 0..<count {
        let values = (0..<4).flatMap { step in
          let row = (window * 3 + step) * 4 + sequence
          return Self.input.values.elements[row * 2..<row * 2 + 2]
        }
        let alone = layer.predict(
          SequenceBatch(Tensor([.time: 4, .batch: 1, .features: 2], values)), parameters)
        let row = window * 4 + sequence
        let given = Array(output.values.elements[row * 3..<row * 3 + 3])
        #expect(zip(given, alone.values.elements).allSatisfy { abs($0 - $1) < 1e-12 })
      }
    }
  }

  @Test func countsWindowsThatFit() {
    let layer = layer()
    #expect((0...10).map(layer.outputSteps) == [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3])
    #expect(layer.receptiveField == ReceptiveField(stride: 3, before: 0, after: 3))
  }

  @Test func sequencesShorterThanAWindowGiveNothing() {
    let layer = layer(length: 9)
    let parameters = ParameterSet<Double>.random(layer.parameters, seed: 3)
    var context = ForwardContext()
    let (output, trace) = layer.forward(Self.input, parameters, &context)
    #expect(output.time == 0)
    var gradients = parameters.zeros
    let gradient = layer.backward(output.values, trace, parameters, &gradients)
    #expect(gradient == Tensor(Self.input.values.shape))
    #expect(gradients == parameters.zeros)
  }
}
