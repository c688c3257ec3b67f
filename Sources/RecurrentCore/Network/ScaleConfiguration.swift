/// Options of a `Scale` layer.
package struct ScaleConfiguration: Sendable, Equatable {
  package var factor: Double

  package init(factor: Double) { self.factor = factor }
}

extension ScaleConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    factor = try fields.required("factor")
  }

  var type: String { "scale" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("factor", factor)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("factor", factor, ArchitectureLimit.factor)
    return Scale<Element>(factor: factor, features: inputFeatures)
  }
}
