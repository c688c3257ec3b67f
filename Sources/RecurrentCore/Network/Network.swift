/// Layers one after the other, as an architecture describes them; parameters are held elsewhere.
///
/// A layer's parameters are named after its place: `layers.0.weight`.
package struct Network<Element: KernelElement>: Sendable {
  package let architecture: NetworkArchitecture
  /// All parameters in the layers' order.
  package let parameters: [ParameterDeclaration]
  /// Numbers per step of the output: logits, if the last layer is dense.
  package let outputFeatures: Int
  /// Which input steps an output step depends on.
  package let receptiveField: ReceptiveField

  let embedding: Embedding<Element>?
  /// The layers after the embedding, if there is one.
  let layers: [any Layer<Element>]

  /// - Throws: `invalidArchitecture` with the path to an option that is out of range or does not fit.
  package init(_ architecture: NetworkArchitecture) throws(RecurrentCoreError) {
    self.architecture = architecture
    let root = ArchitecturePlace(path: "")
    let embedding: Embedding<Element>?
    switch architecture.input {
    case .features(let features):
      try root.check("input.features", features, ArchitectureLimit.features)
      embedding = nil
      layers = try root.makeLayers(architecture.layers, inputFeatures: features)
    case .tokens(let tokens):
      try root.check("input.tokens", tokens, ArchitectureLimit.tokens)
      guard case .embedding(let options) = architecture.layers.first else {
        throw root.invalid("layers[0].type", "tokens need an embedding first")
      }
      let first: Embedding<Element> = try options.makeEmbedding(
        tokens: tokens, at: ArchitecturePlace(path: "layers[0]"))
      embedding = first
      layers = try root.makeLayers(
        architecture.layers.dropFirst(), inputFeatures: first.outputFeatures, first: 1)
    }
    self.embedding = embedding
    let offset = embedding == nil ? 0 : 1
    let vectors = embedding?.parameters.map { $0.scoped(Self.scope(0)) } ?? []
    parameters =
      vectors
      + layers.enumerated().flatMap { index, layer in
        layer.parameters.map { $0.scoped(Self.scope(offset + index)) }
      }
    outputFeatures = layers.last?.outputFeatures ?? 0
    receptiveField = layers.reduce(.step) { $0.followed(by: $1.receptiveField) }
    guard parameterCount <= ArchitectureLimit.parameters else {
      throw root.invalid("layers", "more than \(ArchitectureLimit.parameters) parameters")
    }
  }

  /// The numbers in all parameters.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  /// Parameters as training starts from; the same for the same seed.
  package func initialParameters(seed: UInt64) -> ParameterSet<Element> {
    var generator = RandomGenerator(seed: seed)
    return ParameterSet(sampling: parameters, using: &generator)
  }

  /// Valid output steps for an input of that many.
  package func outputSteps(_ steps: Int) -> Int {
    layers.reduce(steps) { $1.outputSteps($0) }
  }

  /// - Returns: the output `(time', batch, outputFeatures)`, and what `backward` needs.
  package func forward(
    _ input: NetworkInput<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: NetworkTrace<Element>) {
    var state = NetworkState<Element>()
    return forward(input, parameters, &context, carrying: &state)
  }

  /// `forward` of the next piece of the sequences whose earlier pieces gave `state`.
  ///
  /// The recurrent layers go on from their states; convolutions and pooling see each piece by
  /// itself. Gradients end at the piece's start.
  package func forward(
    _ input: NetworkInput<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext, carrying state: inout NetworkState<Element>
  ) -> (output: SequenceBatch<Element>, trace: NetworkTrace<Element>) {
    var (values, trace) = entry(input, parameters)
    for (index, layer) in layers.enumerated() {
      let scoped = parameters.scoped(scope(ofLayer: index))
      if let layer = layer as? RecurrentLayer<Element> {
        let (output, walk) = layer.forward(
          values, scoped, &context, initial: state.recurrent[index])
        state.recurrent[index] = walk.finalState
        trace.passes.append(LayerPass(layer, walk))
        values = output
      } else {
        let (output, pass) = layer.tracedForward(values, scoped, &context)
        trace.passes.append(pass)
        values = output
      }
    }
    return (values, trace)
  }

  /// Adds the loss's gradient by the parameters to `gradients`.
  ///
  /// - Parameters:
  ///   - outputGradient: the gradient by the output, in the output's shape.
  ///   - gradients: all parameters' names and shapes.
  /// - Returns: the gradient by the input `(time, batch, features)`, or by the embedded tokens.
  @discardableResult package func backward(
    _ outputGradient: Tensor<Element>, _ trace: NetworkTrace<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var gradient = outputGradient
    for (index, pass) in trace.passes.enumerated().reversed() {
      let scope = scope(ofLayer: index)
      gradient = gradients.withScope(scope) { gradients in
        pass(gradient, parameters.scoped(scope), &gradients)
      }
    }
    if let embedding, let tokens = trace.tokens {
      gradients.withScope(Self.scope(0)) { embedding.backward(gradient, tokens, &$0) }
    }
    return gradient
  }

  /// `backward` without the gradient by the input: nothing below the first parameters is computed.
  package func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ trace: NetworkTrace<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) {
    if embedding != nil {
      backward(outputGradient, trace, parameters, &gradients)
      return
    }
    guard let first = layers.firstIndex(where: { !$0.parameters.isEmpty }) else { return }
    var gradient = outputGradient
    for (index, pass) in trace.passes.enumerated().reversed() where index >= first {
      let scope = scope(ofLayer: index)
      gradients.withScope(scope) { gradients in
        if index == first {
          pass.addParameterGradients(gradient, parameters.scoped(scope), &gradients)
        } else {
          gradient = pass(gradient, parameters.scoped(scope), &gradients)
        }
      }
    }
  }

  /// The output of `forward` outside training.
  package func predict(
    _ input: NetworkInput<Element>, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element> {
    var values = entry(input, parameters).values
    for (index, layer) in layers.enumerated() {
      values = layer.predict(values, parameters.scoped(scope(ofLayer: index)))
    }
    return values
  }

  private func entry(
    _ input: NetworkInput<Element>, _ parameters: ParameterSet<Element>
  ) -> (values: SequenceBatch<Element>, trace: NetworkTrace<Element>) {
    switch (input, embedding, architecture.input) {
    case (.tokens(let batch), let embedding?, _):
      let values = embedding.forward(batch, parameters.scoped(Self.scope(0)))
      return (values, NetworkTrace(tokens: batch))
    case (.values(let values), nil, .features(let features)) where features == values.features:
      return (values, NetworkTrace(tokens: nil))
    default: preconditionFailure("input for a network of \(architecture.input)")
    }
  }

  private func scope(ofLayer index: Int) -> String {
    Self.scope(embedding == nil ? index : index + 1)
  }

  static func scope(_ index: Int) -> String { "layers.\(index)." }
}

/// What a network's `backward` needs to know of its `forward`.
package struct NetworkTrace<Element: KernelElement>: Sendable {
  let tokens: TokenBatch?
  var passes: [LayerPass<Element>] = []
}

/// The states of a network's recurrent layers between two pieces of the same sequences.
package struct NetworkState<Element: KernelElement>: Sendable, Equatable {
  /// By layer; empty before the first piece.
  var recurrent: [Int: RecurrentState<Element>] = [:]

  package init() {}
}
