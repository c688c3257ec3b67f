/// Options of a `Residual` block; the shortcut is the input itself, or a convolution of one tap where
/// the body changes the features or strides.
package struct ResidualConfiguration: Sendable, Equatable {
  package var layers: [LayerConfiguration]

  package init(_ layers: [LayerConfiguration]) { self.layers = layers }
}

extension ResidualConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    layers = try fields.required("layers")
  }

  var type: String { "residual" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("layers", layers)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    let body: [any Layer<Element>] = try place.makeLayers(layers, inputFeatures: inputFeatures)
    let plain = Residual(body: body)
    let stride = plain.receptiveField.stride
    let geometry = WindowGeometry.convolution(
      taps: 1, stride: stride, dilation: 1, padding: .same)
    // Unpadded windows and pooling over everything show within the first two strides.
    guard (0...2 * stride).allSatisfy({ plain.outputSteps($0) == geometry.outputSteps($0) })
    else {
      throw place.invalid("layers", "the body must keep all steps: pad its windows")
    }
    if stride == 1 && plain.outputFeatures == inputFeatures { return plain }
    return Residual(
      body: body,
      shortcut: Convolution(
        inputFeatures: inputFeatures, outputFeatures: plain.outputFeatures, geometry: geometry))
  }
}
