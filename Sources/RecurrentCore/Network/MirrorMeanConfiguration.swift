/// The layer `MirrorMean`, which has no options.
package struct MirrorMeanConfiguration: Sendable, Equatable {
  package init() {}
}

extension MirrorMeanConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {}

  var type: String { "mirror_mean" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {}

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    guard inputFeatures.isMultiple(of: 2) else {
      throw place.invalid("type", "no mirror images in \(inputFeatures) features")
    }
    return MirrorMean<Element>(inputFeatures: inputFeatures)
  }
}
