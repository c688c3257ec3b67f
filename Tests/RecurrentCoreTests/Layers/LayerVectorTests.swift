import TestSupport
import Testing

@testable import RecurrentCore

/// Outputs and gradients in single precision against PyTorch's
/// (`scripts/generate-layer-vectors.py`).
@Suite struct LayerVectorTests {
  static let cases: [(String, any Layer<Float>)] = [
    ("dense", Dense(inputFeatures: 4, outputFeatures: 3)),
    ("convolution_same", convolution(taps: 4)),
    ("convolution_dilated", convolution(taps: 3, dilation: 2)),
    ("convolution_valid", convolution(taps: 3, padding: .valid)),
    ("convolution_strided", convolution(taps: 5, stride: 2)),
    ("convolution_unbiased", convolution(taps: 2, stride: 2, padding: .valid, bias: false)),
    ("max_pooling_valid", pooling(.max, size: 3, stride: 2, padding: .valid)),
    ("max_pooling_same", pooling(.max, size: 2, stride: 2, padding: .same)),
    ("max_pooling_centred", pooling(.max, size: 3, stride: 1, padding: .same)),
    ("mean_pooling_valid", pooling(.mean, size: 2, stride: 2, padding: .valid)),
    ("mean_pooling_same", pooling(.mean, size: 3, stride: 1, padding: .same)),
    ("relu", Activation(.relu, features: 4)),
    ("leaky_relu", Activation(.leakyRelu(slope: 0.01), features: 4)),
    ("tanh", Activation(.tanh, features: 4)),
    ("sigmoid", Activation(.sigmoid, features: 4)),
    ("gelu", Activation(.gelu, features: 4)),
    ("pooling_max", SequencePooling(.max, features: 4)),
    ("pooling_mean", SequencePooling(.mean, features: 4)),
    ("pooling_last", SequencePooling(.last, features: 4)),
    ("pooling_ends", SequencePooling(.ends, features: 4)),
    ("attention", AttentionPooling(features: 4, size: 3)),
    ("batch_normalisation_use", BatchNormalisation(features: 4)),
    ("batch_normalisation_training", BatchNormalisation(features: 4)),
    ("layer_normalisation", LayerNormalisation(features: 4)),
    ("windows", windows),
  ]

  @Test func outputsAndGradientsAgree() throws {
    for (name, layer) in Self.cases { try expectAgreement(name, layer) }
  }

  @Test func runningAveragesMoveAsPyTorchs() throws {
    let name = "batch_normalisation_training"
    let layer = BatchNormalisation<Float>(features: 4)
    var parameters = try Self.file().parameters(layer.parameters, prefix: name + "/")
    var context = ForwardContext(isTraining: true)
    _ = layer.forward(try input(name), parameters, &context)
    parameters.absorb(context.observations)
    for average in ["running_mean", "running_var"] {
      expectEqual(parameters[average].elements, try values("\(name)/\(average)_after"), average)
    }
  }

  @Test func embeddingAgrees() throws {
    let layer = Embedding<Float>(tokens: 6, features: 3)
    let parameters = try Self.file().parameters(layer.parameters, prefix: "embedding/")
    let tokens = TokenBatch(
      time: 9, tokens: try values("embedding/tokens").map { Int32($0) }, lengths: [9, 9])
    let output = layer.forward(tokens, parameters)
    expectEqual(output.values.elements, try values("embedding/output"), "output")
    var gradients = parameters.zeros
    layer.backward(
      Tensor(output.values.shape, try values("embedding/output_weight")), tokens, &gradients)
    expectEqual(
      gradients["weight"].elements, try values("embedding/gradient.weight"), "gradient")
  }

  @Test func lossesAgree() throws {
    try expectLoss("loss.softmax") { target, weight in
      (
        .softmaxCrossEntropy(CrossEntropyOptions(classWeights: weight, smoothing: 0.1)),
        .classes(target.map { Int32($0) })
      )
    }
    try expectLoss("loss.sigmoid") { target, weight in
      (.sigmoidCrossEntropy(CrossEntropyOptions(classWeights: weight)), .values(target))
    }
    try expectLoss("loss.squared_error") { target, _ in (.meanSquaredError, .values(target)) }
  }

  private func expectAgreement<L: Layer>(_ name: String, _ layer: L) throws
  where L.Element == Float {
    let parameters = try Self.file().parameters(layer.parameters, prefix: name + "/")
    var context = ForwardContext(isTraining: name.hasSuffix("training"))
    let (output, trace) = layer.forward(try input(name), parameters, &context)
    expectEqual(output.values.elements, try values(name + "/output"), name)
    var gradients = parameters.zeros
    let weights = Tensor(output.values.shape, try values(name + "/output_weight"))
    let masked = zip(weights.elements, output.validity).map { $1 ? $0 : 0 }
    let gradient = layer.backward(
      Tensor(output.values.shape, masked), trace, parameters, &gradients)
    expectEqual(gradient.elements, try values(name + "/gradient.input"), "\(name) input")
    for declaration in layer.parameters where declaration.isTrained {
      expectEqual(
        gradients[declaration.name].elements,
        try values("\(name)/gradient.\(declaration.name)"), "\(name) \(declaration.name)")
    }
  }

  private func expectLoss(
    _ name: String, _ make: ([Float], [Double]) -> (Loss, LossTargets<Float>)
  ) throws {
    let weight = try Self.file().tensors[name + "/weight"]?.floats ?? []
    let (loss, targets) = make(try values(name + "/target"), weight.map { Double($0) })
    let output = SequenceBatch<Float>(
      Tensor([.time: 1, .batch: 8, .features: 3], try values(name + "/input")))
    let value = loss.evaluate(output, targets)
    let expected = Double(try values(name + "/output")[0])
    #expect(abs(value.sum - expected) <= 1e-6 * max(1, abs(expected)), "\(name)")
    expectEqual(value.gradient.elements, try values(name + "/gradient.input"), name)
  }

  private func input(_ name: String) throws -> SequenceBatch<Float> {
    SequenceBatch(
      Tensor(.sequences(time: 9, batch: 3, features: 4), try values(name + "/input")),
      lengths: [9, 6, 3])
  }

  private func values(_ name: String) throws -> [Float] {
    try #require(try Self.file().tensors[name]?.floats, "\(name)")
  }

  private static func file() throws -> SafetensorsFile {
    let bytes = try referenceFile("layer-vectors.safetensors")
    return try SafetensorsFile([UInt8](bytes), path: "layer-vectors.safetensors")
  }

  private func expectEqual(
    _ values: [Float], _ expected: [Float], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(values.count == expected.count, "\(what)", sourceLocation: sourceLocation)
    let largest = zip(values, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(largest <= 1e-5, "\(what): differs by \(largest)", sourceLocation: sourceLocation)
  }

  private static var windows: WindowedBody<Float> {
    WindowedBody(
      length: 3, hop: 2, inputFeatures: 4,
      body: [
        convolution(taps: 3), Activation(.tanh, features: 3),
        SequencePooling(.mean, features: 3),
      ])
  }

  private static func convolution(
    taps: Int, stride: Int = 1, dilation: Int = 1, padding: WindowGeometry.Padding = .same,
    bias: Bool = true
  ) -> Convolution<Float> {
    Convolution(
      inputFeatures: 4, outputFeatures: 3,
      geometry: .convolution(taps: taps, stride: stride, dilation: dilation, padding: padding),
      hasBias: bias)
  }

  private static func pooling(
    _ operation: PoolingOperation, size: Int, stride: Int, padding: WindowGeometry.Padding
  ) -> Pooling<Float> {
    Pooling(operation, .pooling(size: size, stride: stride, padding: padding), features: 4)
  }
}
