/// Options of a `Dense` layer.
package struct DenseConfiguration: Sendable, Equatable {
  package var outputs: Int
  package var bias: Bool

  package init(outputs: Int, bias: Bool = true) {
    self.outputs = outputs
    self.bias = bias
  }
}

extension DenseConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    outputs = try fields.required("outputs")
    bias = try fields.optional("bias", default: true)
  }

  var type: String { "dense" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("outputs", outputs)
    try container.write("bias", bias)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("outputs", outputs, ArchitectureLimit.features)
    return Dense<Element>(
      inputFeatures: inputFeatures, outputFeatures: outputs, hasBias: bias)
  }
}

/// Options of a `Convolution` layer.
package struct ConvolutionConfiguration: Sendable, Equatable {
  package var outputs: Int
  package var taps: Int
  package var stride: Int
  package var dilation: Int
  package var padding: WindowGeometry.Padding
  package var bias: Bool
  package var start: ConvolutionStart = .fanIn

  package init(
    outputs: Int, taps: Int, stride: Int = 1, dilation: Int = 1,
    padding: WindowGeometry.Padding = .same, bias: Bool = true
  ) {
    self.outputs = outputs
    self.taps = taps
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    self.bias = bias
  }
}

extension ConvolutionConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    outputs = try fields.required("outputs")
    taps = try fields.required("taps")
    stride = try fields.optional("stride", default: 1)
    dilation = try fields.optional("dilation", default: 1)
    padding = try fields.optional("padding", default: .same)
    bias = try fields.optional("bias", default: true)
    start = try fields.optional("start", default: .fanIn)
  }

  var type: String { "convolution" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("outputs", outputs)
    try container.write("taps", taps)
    try container.write("stride", stride)
    try container.write("dilation", dilation)
    try container.write("padding", padding)
    try container.write("bias", bias)
    if start != .fanIn { try container.write("start", start) }
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("outputs", outputs, ArchitectureLimit.features)
    try place.check("taps", taps, ArchitectureLimit.taps)
    try place.check("stride", stride, ArchitectureLimit.stride)
    try place.check(
      "dilation", dilation, 1...max(1, ArchitectureLimit.reach / max(1, taps - 1)))
    return Convolution<Element>(
      inputFeatures: inputFeatures, outputFeatures: outputs,
      geometry: .convolution(taps: taps, stride: stride, dilation: dilation, padding: padding),
      hasBias: bias, start: start)
  }
}
