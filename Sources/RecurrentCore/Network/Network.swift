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

  let layers: [any Layer<Element>]

  /// - Throws: `invalidArchitecture` with the path to an option that is out of range or does not fit.
  package init(_ architecture: NetworkArchitecture) throws(RecurrentCoreError) {
    self.architecture = architecture
    let layers: [any Layer<Element>] = try architecture.makeLayers()
    self.layers = layers
    parameters = layers.enumerated().flatMap { index, layer in
      layer.parameters.map { $0.scoped(Self.scope(index)) }
    }
    outputFeatures = layers.last?.outputFeatures ?? 0
    receptiveField = layers.reduce(.step) { $0.followed(by: $1.receptiveField) }
  }

  /// The numbers in all parameters.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  /// Parameters as training starts from; the same for the same seed.
  package func initialParameters(seed: UInt64) -> ParameterSet<Element> {
    var generator = RandomGenerator(seed: seed)
    return ParameterSet(sampling: parameters, using: &generator)
  }

  /// - Returns: the output `(time', batch, outputFeatures)`, and what `backward` needs.
  package func forward(
    _ input: NetworkInput<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: NetworkTrace<Element>) {
    var values = entry(input)
    var trace = NetworkTrace<Element>()
    for (index, layer) in layers.enumerated() {
      let (output, pass) = layer.tracedForward(
        values, parameters.scoped(Self.scope(index)), &context)
      trace.passes.append(pass)
      values = output
    }
    return (values, trace)
  }

  /// Adds the loss's gradient by the parameters to `gradients`.
  ///
  /// - Parameters:
  ///   - outputGradient: the gradient by the output, in the output's shape.
  ///   - gradients: all parameters' names and shapes.
  /// - Returns: the gradient by the input, `(time, batch, features)`.
  @discardableResult package func backward(
    _ outputGradient: Tensor<Element>, _ trace: NetworkTrace<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var gradient = outputGradient
    for (index, pass) in trace.passes.enumerated().reversed() {
      let scope = Self.scope(index)
      gradient = gradients.withScope(scope) { gradients in
        pass(gradient, parameters.scoped(scope), &gradients)
      }
    }
    return gradient
  }

  /// The output of `forward` outside training.
  package func predict(
    _ input: NetworkInput<Element>, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element> {
    var values = entry(input)
    for (index, layer) in layers.enumerated() {
      values = layer.predict(values, parameters.scoped(Self.scope(index)))
    }
    return values
  }

  private func entry(_ input: NetworkInput<Element>) -> SequenceBatch<Element> {
    guard case .values(let values) = input, case .features(let features) = architecture.input,
      values.features == features
    else { preconditionFailure("input for a network of \(architecture.input)") }
    return values
  }

  static func scope(_ index: Int) -> String { "layers.\(index)." }
}

/// What a network's `backward` needs to know of its `forward`.
package struct NetworkTrace<Element: KernelElement>: Sendable {
  /// One layer's way back, which holds that layer's trace.
  typealias Pass =
    @Sendable (
      _ outputGradient: Tensor<Element>, _ parameters: ParameterSet<Element>,
      _ gradients: inout ParameterSet<Element>
    ) -> Tensor<Element>

  var passes: [Pass] = []
}

extension Layer {
  func tracedForward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (SequenceBatch<Element>, NetworkTrace<Element>.Pass) {
    let (output, trace) = forward(input, parameters, &context)
    return (output, { self.backward($0, trace, $1, &$2) })
  }
}

extension NetworkArchitecture {
  func makeLayers<Element: KernelElement>() throws(RecurrentCoreError) -> [any Layer<Element>] {
    let root = ArchitecturePlace(path: "input")
    var features: Int
    switch input {
    case .features(let count):
      try root.check("features", count, ArchitectureLimit.features)
      features = count
    case .tokens(let count):
      try root.check("tokens", count, ArchitectureLimit.tokens)
      features = count
    }
    guard !layers.isEmpty, layers.count <= ArchitectureLimit.layers else {
      throw .invalidArchitecture(
        field: "layers", problem: "\(layers.count) layers, not 1...\(ArchitectureLimit.layers)")
    }
    var built: [any Layer<Element>] = []
    var count = 0
    for (index, configuration) in layers.enumerated() {
      let place = ArchitecturePlace(path: "layers[\(index)]")
      let layer: any Layer<Element> = try configuration.description.makeLayer(
        inputFeatures: features, at: place)
      features = layer.outputFeatures
      count += layer.parameters.reduce(0) { $0 + $1.shape.count }
      guard count <= ArchitectureLimit.parameters else {
        throw .invalidArchitecture(
          field: place.path, problem: "more than \(ArchitectureLimit.parameters) parameters")
      }
      built.append(layer)
    }
    return built
  }
}
