/// One layer's way back, which holds that layer's trace: `backward` of a layer of any type.
package typealias LayerPass<Element: KernelElement> =
  @Sendable (
    _ outputGradient: Tensor<Element>, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element>

extension Layer {
  /// `forward` with the trace wrapped in its way back.
  func tracedForward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (SequenceBatch<Element>, LayerPass<Element>) {
    let (output, trace) = forward(input, parameters, &context)
    return (output, { self.backward($0, trace, $1, &$2) })
  }
}
