/// Options of a `MemberMean`: the layers of each member.
package struct MemberMeanConfiguration: Sendable, Equatable {
  package struct Member: Sendable, Equatable {
    package var layers: [LayerConfiguration]

    package init(_ layers: [LayerConfiguration]) { self.layers = layers }
  }

  package var members: [Member]

  package init(_ members: [Member]) { self.members = members }
}

extension MemberMeanConfiguration.Member: Codable {
  package init(from decoder: any Decoder) throws {
    var fields = try ConfigurationFields(decoder)
    layers = try fields.required("layers")
    try fields.finish()
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationFields.Key.self)
    try container.write("layers", layers)
  }
}

extension MemberMeanConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    members = try fields.required("members")
  }

  var type: String { "mean_of" }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    try container.write("members", members)
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("members", members.count, ArchitectureLimit.members)
    var bodies: [[any Layer<Element>]] = []
    for (index, member) in members.enumerated() {
      let place = ArchitecturePlace(path: place.path + ".members[\(index)]")
      bodies.append(try place.makeLayers(member.layers, inputFeatures: inputFeatures))
    }
    guard Set(bodies.map { $0.last?.outputFeatures ?? 0 }).count == 1 else {
      throw place.invalid("members", "must all give as many features")
    }
    return MemberMean(bodies)
  }
}
