/// `body(x) + shortcut(x)`: He et al. 2016.
package struct Residual<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let body: [LayerPass<Element>]
    let shortcut: LayerPass<Element>?
  }

  private let body: LayerSequence<Element>
  /// Brings the input to the body's output shape; nil if it has it.
  package let shortcut: (any Layer<Element>)?

  package init(body: [any Layer<Element>], shortcut: (any Layer<Element>)? = nil) {
    self.body = LayerSequence(body)
    self.shortcut = shortcut
  }

  /// The body's under `body.0.`, ..., the shortcut's under `shortcut.`.
  package var parameters: [ParameterDeclaration] {
    body.parameters.map { $0.scoped("body.") }
      + (shortcut?.parameters.map { $0.scoped("shortcut.") } ?? [])
  }

  package var outputFeatures: Int { body.outputFeatures }
  package var receptiveField: ReceptiveField { body.receptiveField }
  package func outputSteps(_ steps: Int) -> Int { body.outputSteps(steps) }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    var (sum, passes) = body.forward(input, parameters.scoped("body."), &context)
    let side = shortcut?.tracedForward(input, parameters.scoped("shortcut."), &context)
    Element.add((side?.0 ?? input).values.elements, to: &sum.values.elements)
    return (sum, Trace(body: passes, shortcut: side?.1))
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var gradient = gradients.withScope("body.") {
      body.backward(outputGradient, trace.body, parameters.scoped("body."), &$0)
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
}
