/// Layers one after the other, as one layer: the body of layers that hold others.
package struct LayerSequence<Element: KernelElement>: Layer {
  package let layers: [any Layer<Element>]

  package init(_ layers: [any Layer<Element>]) {
    precondition(!layers.isEmpty, "a body without layers")
    self.layers = layers
  }

  /// The layers' under `0.`, `1.`, ...
  package var parameters: [ParameterDeclaration] {
    layers.enumerated().flatMap { index, layer in
      layer.parameters.map { $0.scoped(Self.scope(index)) }
    }
  }

  package var outputFeatures: Int { layers.last?.outputFeatures ?? 0 }
  package var receptiveField: ReceptiveField {
    layers.reduce(.step) { $0.followed(by: $1.receptiveField) }
  }
  package func outputSteps(_ steps: Int) -> Int { layers.reduce(steps) { $1.outputSteps($0) } }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: [LayerPass<Element>]) {
    var values = input
    var passes: [LayerPass<Element>] = []
    for (index, layer) in layers.enumerated() {
      let (output, pass) = layer.tracedForward(
        values, parameters.scoped(Self.scope(index)), &context)
      passes.append(pass)
      values = output
    }
    return (values, passes)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ passes: [LayerPass<Element>],
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var gradient = outputGradient
    for (index, pass) in passes.enumerated().reversed() {
      let scope = Self.scope(index)
      gradient = gradients.withScope(scope) {
        pass(gradient, parameters.scoped(scope), &$0)
      }
    }
    return gradient
  }

  package func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ passes: [LayerPass<Element>],
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) {
    guard let first = layers.firstIndex(where: { !$0.parameters.isEmpty }) else { return }
    var gradient = outputGradient
    for (index, pass) in passes.enumerated().reversed() where index >= first {
      let scope = Self.scope(index)
      gradients.withScope(scope) {
        if index == first {
          pass.addParameterGradients(gradient, parameters.scoped(scope), &$0)
        } else {
          gradient = pass(gradient, parameters.scoped(scope), &$0)
        }
      }
    }
  }

  package func predict(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element> {
    var values = input
    for (index, layer) in layers.enumerated() {
      values = layer.predict(values, parameters.scoped(Self.scope(index)))
    }
    return values
  }

  private static func scope(_ index: Int) -> String { "\(index)." }
}
