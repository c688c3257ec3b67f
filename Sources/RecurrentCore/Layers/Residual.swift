/// `body(x) + shortcut(x)`: He et al. 2016.
package struct Residual<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let body: [LayerPass<Element>]
    let shortcut: LayerPass<Element>?
  }

  package let body: [any Layer<Element>]
  /// Brings the input to the body's output shape; nil if it has it.
  package let shortcut: (any Layer<Element>)?

  package init(body: [any Layer<Element>], shortcut: (any Layer<Element>)? = nil) {
    precondition(!body.isEmpty, "a residual block without layers")
    self.body = body
    self.shortcut = shortcut
  }

  /// The body's under `body.0.`, ..., the shortcut's under `shortcut.`.
  package var parameters: [ParameterDeclaration] {
    body.enumerated().flatMap { index, layer in
      layer.parameters.map { $0.scoped(Self.scope(index)) }
    } + (shortcut?.parameters.map { $0.scoped("shortcut.") } ?? [])
  }

  package var outputFeatures: Int { body.last?.outputFeatures ?? 0 }
  package var receptiveField: ReceptiveField {
    body.reduce(.step) { $0.followed(by: $1.receptiveField) }
  }
  package func outputSteps(_ steps: Int) -> Int { body.reduce(steps) { $1.outputSteps($0) } }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    var sum = input
    var passes: [LayerPass<Element>] = []
    for (index, layer) in body.enumerated() {
      let (output, pass) = layer.tracedForward(
        sum, parameters.scoped(Self.scope(index)), &context)
      passes.append(pass)
      sum = output
    }
    let side = shortcut?.tracedForward(input, parameters.scoped("shortcut."), &context)
    Element.add((side?.0 ?? input).values.elements, to: &sum.values.elements)
    return (sum, Trace(body: passes, shortcut: side?.1))
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var gradient = outputGradient
    for (index, pass) in trace.body.enumerated().reversed() {
      let scope = Self.scope(index)
      gradient = gradients.withScope(scope) {
        pass(gradient, parameters.scoped(scope), &$0)
      }
    }
    var side = outputGradient
    if let shortcut = trace.shortcut {
      side = gradients.withScope("shortcut.") {
        shortcut(outputGradient, parameters.scoped("shortcut."), &$0)
      }
    }
    Element.add(side.elements, to: &gradient.elements)
    return gradient
  }

  private static func scope(_ index: Int) -> String { "body.\(index)." }
}
