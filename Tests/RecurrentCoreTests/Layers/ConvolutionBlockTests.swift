import Testing

@testable import RecurrentCore

@Suite struct ConvolutionBlockTests {
  static func layers<Element: KernelElement>(_: Element.Type) -> [any Layer<Element>] {
    let convolution = WindowGeometry.convolution(taps: 5, stride: 1, dilation: 1, padding: .same)
    return [
      Convolution<Element>(inputFeatures: 3, outputFeatures: 4, geometry: convolution),
      Activation<Element>(.relu, features: 4),
      Pooling<Element>(.max, .pooling(size: 2, stride: 2, padding: .valid), features: 4),
    ]
  }

  @Test(arguments: [7, 8, 1]) func gradients(time: Int) throws {
    let block = try #require(ConvolutionBlock(Self.layers(Double.self)[...]))
    GradientCheck.expectCorrect(
      block, input: .random(time: time, lengths: [time, time / 2, 1, 0], features: 3))
  }

  @Test func valuesAndGradientsAreThoseOfTheLayersByThemselves() throws {
    let apart = LayerSequence(Self.layers(Float.self))
    let joined = LayerSequence(ConvolutionBlock.joining(apart.layers))
    #expect(joined.layers.first is ConvolutionBlock<Float>)
    #expect(joined.parameters == apart.parameters)
    #expect(joined.outputFeatures == apart.outputFeatures)
    #expect(joined.receptiveField == apart.receptiveField)
    let parameters = ParameterSet<Float>.random(apart.parameters, seed: 3)
    let input = SequenceBatch<Float>.random(time: 11, lengths: [11, 10, 5, 0], features: 3)
    func run(
      _ layer: LayerSequence<Float>
    ) -> (SequenceBatch<Float>, Tensor<Float>, ParameterSet<Float>) {
      var context = ForwardContext(isTraining: true)
      var gradients = parameters.zeros
      let (output, trace) = layer.forward(input, parameters, &context)
      let weights = output.randomValid(seed: 4)
      let byInput = layer.backward(weights, trace, parameters, &gradients)
      #expect(layer.predict(input, parameters) == output)
      return (output, byInput, gradients)
    }
    #expect(run(joined) == run(apart))
  }

  @Test func otherPoolingsAreLeftAlone() {
    var layers = Self.layers(Float.self)
    layers[2] = Pooling(.max, .pooling(size: 2, stride: 2, padding: .same), features: 4)
    #expect(ConvolutionBlock(layers[...]) == nil)
    #expect(ConvolutionBlock.joining(layers).count == 3)
  }
}
