/// A mean over each sequence's steps with trained weights: additive attention, Bahdanau et al. 2015
/// in the form of Yang et al. 2016.
///
/// Step weights are the softmax of `v · tanh(W x + b)`; output `(1, batch, features)`.
package struct AttentionPooling<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let input: SequenceBatch<Element>
    let hidden: SequenceBatch<Element>
    /// `(time, batch)`.
    let weights: [Element]
  }

  package let outputFeatures: Int
  private let projection: Dense<Element>
  private let score: Dense<Element>

  /// - Parameter size: rows of `W`.
  package init(features: Int, size: Int) {
    outputFeatures = features
    projection = Dense(inputFeatures: features, outputFeatures: size)
    score = Dense(inputFeatures: size, outputFeatures: 1, hasBias: false)
  }

  /// `projection.weight (size, features)`, `projection.bias (size)`, `score.weight (1, size)`.
  package var parameters: [ParameterDeclaration] {
    projection.parameters.map { $0.scoped("projection.") }
      + score.parameters.map { $0.scoped("score.") }
  }

  package var receptiveField: ReceptiveField { .sequence }
  package func outputSteps(_ steps: Int) -> Int { min(1, steps) }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    var hidden = projection.forward(input, parameters.scoped("projection."), &context).output
    hidden.values.elements = Element.activate(.tanh, hidden.values.elements)
    var weights = score.forward(hidden, parameters.scoped("score."), &context).output
    Element.softmaxSteps(&weights.values.elements, weights.layout)
    let sums = Element.weightedSum(
      input.values.elements, input.layout, weights: weights.values.elements)
    return (
      SequenceBatch(input.layout.pooled(features: outputFeatures), sums),
      Trace(input: input, hidden: hidden, weights: weights.values.elements)
    )
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    let input = trace.input
    var (scores, inputGradient) = Element.weightedSumBackward(
      input.values.elements, input.layout, weights: trace.weights,
      sumGradients: outputGradient.elements)
    Element.softmaxStepsBackward(trace.weights, batch: input.batch, &scores)
    let scoreGradient = Tensor(input.layout.with(features: 1).shape, scores)
    var hidden = gradients.withScope("score.") {
      score.backward(scoreGradient, trace.hidden, parameters.scoped("score."), &$0)
    }
    Element.activateBackward(.tanh, trace.hidden.values.elements, &hidden.elements)
    let projected = gradients.withScope("projection.") {
      projection.backward(hidden, input, parameters.scoped("projection."), &$0)
    }
    Element.add(projected.elements, to: &inputGradient)
    return Tensor(input.values.shape, inputGradient)
  }
}
