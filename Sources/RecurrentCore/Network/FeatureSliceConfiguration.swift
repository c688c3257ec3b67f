/// Options of a `FeatureSlice`.
package struct FeatureSliceConfiguration: Sendable, Equatable {
  /// The first feature taken, from 0.
  package var first: Int
  package var outputs: Int

  package init(first: Int, outputs: Int) {
    self.first = first
    self.outputs = outputs
  }
}

extension FeatureSliceConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    first = try fields.required("first")
    outputs = try fields.required("outputs")
  }

  var type: String { "slice" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("first", first)
    try container.write("outputs", outputs)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("first", first, 0...inputFeatures - 1)
    try place.check("outputs", outputs, 1...inputFeatures - first)
    return FeatureSlice<Element>(first: first, count: outputs, inputFeatures: inputFeatures)
  }
}
