/// One layer's way back, which holds that layer's trace: `backward` of a layer of any type.
package struct LayerPass<Element: KernelElement>: Sendable {
  private let whole:
    @Sendable (Tensor<Element>, ParameterSet<Element>, inout ParameterSet<Element>) ->
      Tensor<Element>
  private let last:
    @Sendable (Tensor<Element>, ParameterSet<Element>, inout ParameterSet<Element>) -> Void

  init<L: Layer>(_ layer: L, _ trace: L.Trace) where L.Element == Element {
    whole = { layer.backward($0, trace, $1, &$2) }
    last = { layer.addParameterGradients($0, trace, $1, &$2) }
  }

  func callAsFunction(
    _ outputGradient: Tensor<Element>, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    whole(outputGradient, parameters, &gradients)
  }

  /// `addParameterGradients` of the layer.
  func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) {
    last(outputGradient, parameters, &gradients)
  }
}

extension Layer {
  /// `forward` with the trace wrapped in its way back.
  func tracedForward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (SequenceBatch<Element>, LayerPass<Element>) {
    let (output, trace) = forward(input, parameters, &context)
    return (output, LayerPass(self, trace))
  }
}
