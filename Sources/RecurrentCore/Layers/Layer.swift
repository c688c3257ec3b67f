/// One differentiable step of a network: a pure description, its parameters held elsewhere.
///
/// `forward` and `backward` stand beside each other in each layer's file. Both are pure functions
/// of their arguments, so that workers can share a layer and its parameters.
///
/// Padded steps are zero everywhere: in inputs, outputs and the gradients by either. Each layer may
/// rely on that and must keep it so.
package protocol Layer<Element>: Sendable {
  associatedtype Element: KernelElement
  /// What `backward` needs to know of `forward`.
  associatedtype Trace: Sendable

  /// The parameters with shapes and initial distributions, in a fixed order.
  var parameters: [ParameterDeclaration] { get }
  /// Features per step of the output for inputs of that many features.
  var outputFeatures: Int { get }
  /// Which input steps an output step sees.
  var receptiveField: ReceptiveField { get }
  /// Valid output steps for an input of that many.
  func outputSteps(_ steps: Int) -> Int

  /// - Parameter input: `(time, batch, inputFeatures)`.
  /// - Returns: the output `(time', batch, outputFeatures)` and the trace.
  func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace)

  /// Adds the loss's gradient by the parameters to `gradients` and returns that by the input.
  ///
  /// - Parameter outputGradient: the gradient by the output, in the output's shape.
  func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element>

  /// `backward` where nobody needs the gradient by the input, for layers that can spare it.
  func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  )

  /// The output of `forward` outside training, for layers that can spare the trace.
  func predict(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element>
}

extension Layer {
  package var receptiveField: ReceptiveField { .step }
  package func outputSteps(_ steps: Int) -> Int { steps }

  package func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) {
    guard !self.parameters.isEmpty else { return }
    _ = backward(outputGradient, trace, parameters, &gradients)
  }

  package func predict(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element> {
    var context = ForwardContext()
    return forward(input, parameters, &context).output
  }
}
