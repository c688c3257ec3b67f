/// Options of a `Pooling` layer.
package struct PoolingConfiguration: Sendable, Equatable {
  package var size: Int
  package var stride: Int
  package var padding: WindowGeometry.Padding

  /// - Parameter stride: the size if not given.
  package init(size: Int, stride: Int? = nil, padding: WindowGeometry.Padding = .valid) {
    self.size = size
    self.stride = stride ?? size
    self.padding = padding
  }
}

struct PoolingDescription: LayerDescription {
  let operation: PoolingOperation
  let options: PoolingConfiguration
}

extension PoolingDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    operation = type == "max_pooling" ? .max : .mean
    let size: Int = try fields.required("size")
    options = PoolingConfiguration(
      size: size, stride: try fields.optional("stride", default: size),
      padding: try fields.optional("padding", default: .valid))
  }

  var type: String { operation == .max ? "max_pooling" : "mean_pooling" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("size", options.size)
    try container.write("stride", options.stride)
    try container.write("padding", options.padding)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("size", options.size, ArchitectureLimit.taps)
    try place.check("stride", options.stride, ArchitectureLimit.stride)
    return Pooling<Element>(
      operation,
      .pooling(size: options.size, stride: options.stride, padding: options.padding),
      features: inputFeatures)
  }
}
