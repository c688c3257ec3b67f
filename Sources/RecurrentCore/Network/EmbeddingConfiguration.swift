/// Options of an `Embedding`; the number of tokens is the input's.
package struct EmbeddingConfiguration: Sendable, Equatable {
  /// Numbers for each token.
  package var outputs: Int

  package init(outputs: Int) { self.outputs = outputs }
}

extension EmbeddingConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    outputs = try fields.required("outputs")
  }

  var type: String { "embedding" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("outputs", outputs)
  }

  func makeEmbedding<Element: KernelElement>(
    tokens: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> Embedding<Element> {
    try place.check("outputs", outputs, ArchitectureLimit.features)
    return Embedding(tokens: tokens, features: outputs)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    throw place.invalid("type", "an embedding must be the first layer, upon tokens")
  }
}
