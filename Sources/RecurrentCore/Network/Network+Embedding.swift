extension Network {
  /// Whether the network reads tokens.
  package var hasEmbedding: Bool { embedding != nil }

  /// Replaces the embedding's vectors.
  ///
  /// - Parameter vectors: `(tokens, features)`.
  /// - Precondition: there is an embedding of that size.
  package func setEmbedding(_ vectors: [Element], in parameters: inout ParameterSet<Element>) {
    let name = Self.scope(0) + "weight"
    precondition(
      embedding != nil && parameters[name].elements.count == vectors.count,
      "\(vectors.count) numbers for an embedding")
    parameters[name].elements = vectors
  }

  /// The vectors of tokens, `(time, batch, features)`; zeros where there is no token.
  package func embed(
    _ tokens: TokenBatch, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element>? {
    embedding?.forward(tokens, parameters.scoped(Self.scope(0)))
  }

  /// What follows the embedding, as a network upon its vectors; nil without an embedding.
  package func afterEmbedding(
    _ parameters: ParameterSet<Element>
  ) -> (network: Network, parameters: ParameterSet<Element>)? {
    guard let embedding,
      let body = try? Network(
        NetworkArchitecture(
          input: .features(embedding.outputFeatures),
          layers: Array(architecture.layers.dropFirst())))
    else { return nil }
    var own = ParameterSet<Element>()
    let tensors = parameters.tensors.dropFirst(embedding.parameters.count)
    for (declaration, tensor) in zip(body.parameters, tensors) {
      own.append(declaration.name, tensor)
    }
    return (body, own)
  }
}
