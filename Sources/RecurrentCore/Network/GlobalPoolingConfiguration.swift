/// Options of the layer that turns a sequence into one vector: its parts side by side.
package struct GlobalPoolingConfiguration: Sendable, Equatable {
  package enum Part: String, Sendable, Codable {
    /// The last valid step.
    case last
    /// The final states of a bidirectional layer: the way on at the last step, the way back at
    /// the first.
    case ends
    case max
    case mean
    /// Weights from a trained scoring of the steps.
    case attention
  }

  package var parts: [Part]
  /// Hidden units of the scoring; the input's features if nil.
  package var attentionSize: Int?

  package init(_ parts: [Part], attentionSize: Int? = nil) {
    self.parts = parts
    self.attentionSize = attentionSize
  }
}

extension GlobalPoolingConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    parts = try fields.required("parts")
    attentionSize = try fields.optional("attention_size")
  }

  var type: String { "global_pooling" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("parts", parts)
    if let attentionSize { try container.write("attention_size", attentionSize) }
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    guard !parts.isEmpty, Set(parts).count == parts.count else {
      throw place.invalid("parts", "must name each part once, at least one")
    }
    if parts.contains(.ends), !inputFeatures.isMultiple(of: 2) {
      throw place.invalid("parts", "no two directions in \(inputFeatures) features")
    }
    let size = attentionSize ?? inputFeatures
    try place.check("attention_size", size, ArchitectureLimit.features)
    return Concatenation<Element>(
      parts.map { part in
        let layer: any Layer<Element> =
          switch part {
          case .last: SequencePooling(.last, features: inputFeatures)
          case .ends: SequencePooling(.ends, features: inputFeatures)
          case .max: SequencePooling(.max, features: inputFeatures)
          case .mean: SequencePooling(.mean, features: inputFeatures)
          case .attention: AttentionPooling(features: inputFeatures, size: size)
          }
        return (part.rawValue, layer)
      })
  }
}
