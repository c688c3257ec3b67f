extension Network {
  /// Several networks as one: the mean of what they give for the same input, each with its own
  /// parameters.
  ///
  /// Embeddings stand side by side in one, of which each member takes its slice.
  /// - Parameter members: at least one, all of one input.
  /// - Throws: `invalidArchitecture` where they differ in their outputs or are too many.
  package static func mean(
    of members: [(network: Network, parameters: ParameterSet<Element>)]
  ) throws(RecurrentCoreError) -> (network: Network, parameters: ParameterSet<Element>) {
    let input = members[0].network.architecture.input
    precondition(
      members.allSatisfy { $0.network.architecture.input == input }, "members of unlike inputs")
    var first = 0
    var bodies: [MemberMeanConfiguration.Member] = []
    for (network, _) in members {
      var layers = network.architecture.layers
      if let embedding = network.embedding {
        let width = embedding.outputFeatures
        layers[0] = .slice(FeatureSliceConfiguration(first: first, outputs: width))
        first += width
      }
      bodies.append(MemberMeanConfiguration.Member(layers))
    }
    var layers: [LayerConfiguration] = [.memberMean(MemberMeanConfiguration(bodies))]
    if first > 0 { layers.insert(.embedding(EmbeddingConfiguration(outputs: first)), at: 0) }
    let network = try Network(NetworkArchitecture(input: input, layers: layers))
    // A member's parameters keep their order, under longer names.
    var tensors = members.flatMap { $0.parameters.tensors.dropFirst($0.network.embeddingCount) }
    if first > 0 { tensors.insert(joinedEmbeddings(members, width: first), at: 0) }
    var parameters = ParameterSet<Element>()
    for (declaration, tensor) in zip(network.parameters, tensors) {
      parameters.append(declaration.name, tensor)
    }
    return (network, parameters)
  }

  /// The networks this one is the mean of, with their parameters under their own names; empty if it
  /// is none.
  package func members(
    _ parameters: ParameterSet<Element>
  ) -> [(network: Network, parameters: ParameterSet<Element>)] {
    guard architecture.layers.count == 1 + embeddingCount,
      case .memberMean(let mean)? = architecture.layers.last
    else { return [] }
    var next = embeddingCount
    var result: [(network: Network, parameters: ParameterSet<Element>)] = []
    for member in mean.members {
      var layers = member.layers
      var own: [Tensor<Element>] = []
      if embedding != nil {
        guard case .slice(let slice)? = layers.first else { return [] }
        layers[0] = .embedding(EmbeddingConfiguration(outputs: slice.outputs))
        own.append(embeddingSlice(slice, parameters))
      }
      guard
        let network = try? Network(
          NetworkArchitecture(input: architecture.input, layers: layers))
      else { return [] }
      let count = network.parameters.count - own.count
      own += parameters.tensors[next..<next + count]
      next += count
      var named = ParameterSet<Element>()
      for (declaration, tensor) in zip(network.parameters, own) {
        named.append(declaration.name, tensor)
      }
      result.append((network, named))
    }
    return result
  }

  /// Tensors and layers that an embedding takes up.
  private var embeddingCount: Int { embedding == nil ? 0 : 1 }

  /// `(tokens, width)`: the members' vectors of each token one after the other.
  private static func joinedEmbeddings(
    _ members: [(network: Network, parameters: ParameterSet<Element>)], width: Int
  ) -> Tensor<Element> {
    let tokens = members[0].network.embedding?.tokens ?? 0
    var elements: [Element] = []
    elements.reserveCapacity(tokens * width)
    for token in 0..<tokens {
      for (network, parameters) in members {
        let own = network.embedding?.outputFeatures ?? 0
        elements += parameters.tensors[0].elements[token * own..<(token + 1) * own]
      }
    }
    return Tensor(Shape([.tokens: tokens, .features: width]), elements)
  }

  private func embeddingSlice(
    _ slice: FeatureSliceConfiguration, _ parameters: ParameterSet<Element>
  ) -> Tensor<Element> {
    let (tokens, width) = (embedding?.tokens ?? 0, embedding?.outputFeatures ?? 0)
    let elements = (0..<tokens).flatMap { token in
      let start = token * width + slice.first
      return parameters.tensors[0].elements[start..<start + slice.outputs]
    }
    return Tensor(Shape([.tokens: tokens, .features: slice.outputs]), elements)
  }
}
