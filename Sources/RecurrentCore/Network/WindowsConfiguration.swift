/// Options of a `WindowedBody`.
package struct WindowsConfiguration: Sendable, Equatable {
  /// Steps of a window.
  package var length: Int
  /// Steps from one window's start to the next.
  package var hop: Int
  /// The body: one output step a window, as global pooling gives.
  package var layers: [LayerConfiguration]

  package init(length: Int, hop: Int, _ layers: [LayerConfiguration]) {
    self.length = length
    self.hop = hop
    self.layers = layers
  }
}

extension WindowsConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    length = try fields.required("length")
    hop = try fields.optional("hop", default: length)
    layers = try fields.required("layers")
  }

  var type: String { "windows" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("length", length)
    try container.write("hop", hop)
    try container.write("layers", layers)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("length", length, 1...ArchitectureLimit.reach)
    try place.check("hop", hop, 1...ArchitectureLimit.stride.upperBound)
    let body: [any Layer<Element>] = try place.makeLayers(layers, inputFeatures: inputFeatures)
    guard body.reduce(length, { $1.outputSteps($0) }) == 1 else {
      throw place.invalid("layers", "the body must give one step a window: end it in pooling")
    }
    return WindowedBody(length: length, hop: hop, inputFeatures: inputFeatures, body: body)
  }
}
