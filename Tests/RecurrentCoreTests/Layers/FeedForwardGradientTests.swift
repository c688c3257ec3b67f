import Testing

@testable import RecurrentCore

@Suite struct FeedForwardGradientTests {
  static let input = SequenceBatch<Double>.random(time: 7, lengths: [7, 4, 1, 0], features: 3)

  @Test(arguments: [true, false]) func dense(hasBias: Bool) {
    GradientCheck.expectCorrect(
      Dense(inputFeatures: 3, outputFeatures: 4, hasBias: hasBias), input: Self.input)
  }

  @Test(arguments: [WindowGeometry.Padding.same, .valid, .causal], [1, 2, 3])
  func convolution(padding: WindowGeometry.Padding, stride: Int) {
    for (taps, dilation) in [(1, 1), (3, 1), (4, 1), (3, 2)] {
      let geometry = WindowGeometry.convolution(
        taps: taps, stride: stride, dilation: dilation, padding: padding)
      GradientCheck.expectCorrect(
        Convolution(inputFeatures: 3, outputFeatures: 2, geometry: geometry), input: Self.input)
    }
  }

  @Test(arguments: [PoolingOperation.max, .mean], [WindowGeometry.Padding.same, .valid, .causal])
  func pooling(operation: PoolingOperation, padding: WindowGeometry.Padding) {
    for (size, stride) in [(2, 2), (3, 2), (3, 1), (1, 2)] {
      let geometry = WindowGeometry.pooling(size: size, stride: stride, padding: padding)
      GradientCheck.expectCorrect(Pooling(operation, geometry, features: 3), input: Self.input)
    }
  }

  @Test(arguments: [
    ActivationFunction.relu, .leakyRelu(slope: 0.1), .tanh, .sigmoid, .gelu,
  ])
  func activation(function: ActivationFunction) {
    GradientCheck.expectCorrect(Activation(function, features: 3), input: Self.input)
  }

  /// The blocks' borders must leave no trace: long inputs are gathered in several.
  @Test func convolutionInSeveralBlocksEqualsItsDefinition() {
    let layer = Convolution<Float>(
      inputFeatures: 32, outputFeatures: 2,
      geometry: .convolution(taps: 9, stride: 1, dilation: 1, padding: .same))
    let input = SequenceBatch<Float>.random(time: 700, lengths: [700], features: 32)
    let parameters = ParameterSet<Float>.random(layer.parameters, seed: 4)
    let output = layer.predict(input, parameters)
    let (weight, bias) = (parameters["weight"].elements, parameters["bias"].elements)
    for step in 0..<700 {
      for unit in 0..<2 {
        var sum = Double(bias[unit])
        for tap in 0..<9 where 0..<700 ~= step + tap - 4 {
          for feature in 0..<32 {
            sum +=
              Double(weight[(unit * 32 + feature) * 9 + tap])
              * Double(input.values.elements[(step + tap - 4) * 32 + feature])
          }
        }
        #expect(abs(Double(output.values.elements[step * 2 + unit]) - sum) < 2e-5)
      }
    }
  }
}
