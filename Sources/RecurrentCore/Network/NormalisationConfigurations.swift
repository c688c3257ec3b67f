/// Options of a `Dropout` layer.
package struct DropoutConfiguration: Sendable, Equatable {
  package var probability: Double
  /// Whether a feature is dropped for all steps of a sequence together.
  package var spatial: Bool

  package init(probability: Double, spatial: Bool = false) {
    self.probability = probability
    self.spatial = spatial
  }
}

extension DropoutConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    probability = try fields.required("probability")
    spatial = try fields.optional("spatial", default: false)
  }

  var type: String { "dropout" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("probability", probability)
    try container.write("spatial", spatial)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("probability", probability, 0..<1)
    return Dropout<Element>(
      probability: probability, isSpatial: spatial, features: inputFeatures)
  }
}

/// Options of a `BatchNormalisation` layer.
package struct BatchNormalisationConfiguration: Sendable, Equatable {
  package var epsilon: Double
  package var momentum: Double

  package init(epsilon: Double = 1e-5, momentum: Double = 0.1) {
    self.epsilon = epsilon
    self.momentum = momentum
  }
}

extension BatchNormalisationConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    epsilon = try fields.optional("epsilon", default: 1e-5)
    momentum = try fields.optional("momentum", default: 0.1)
  }

  var type: String { "batch_normalisation" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("epsilon", epsilon)
    try container.write("momentum", momentum)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("epsilon", epsilon, ArchitectureLimit.epsilon)
    try place.check("momentum", momentum, 0..<1.0.nextUp)
    return BatchNormalisation<Element>(
      features: inputFeatures, epsilon: epsilon, momentum: momentum)
  }
}

/// Options of a `LayerNormalisation` layer.
package struct LayerNormalisationConfiguration: Sendable, Equatable {
  package var epsilon: Double

  package init(epsilon: Double = 1e-5) { self.epsilon = epsilon }
}

extension LayerNormalisationConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    epsilon = try fields.optional("epsilon", default: 1e-5)
  }

  var type: String { "layer_normalisation" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("epsilon", epsilon)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("epsilon", epsilon, ArchitectureLimit.epsilon)
    return LayerNormalisation<Element>(features: inputFeatures, epsilon: epsilon)
  }
}
