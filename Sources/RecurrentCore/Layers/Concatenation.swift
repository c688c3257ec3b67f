/// Several layers upon the same input, their outputs side by side in the order given.
///
/// All give the same steps. Parameters are named after the layers.
package struct Concatenation<Element: KernelElement>: Layer {
  package typealias Part = (name: String, layer: any Layer<Element>)

  package struct Trace: Sendable {
    let input: SequenceLayout
    let passes: [LayerPass<Element>]
  }

  package let parts: [Part]

  package init(_ parts: [Part]) { self.parts = parts }

  package var parameters: [ParameterDeclaration] {
    parts.flatMap { part in part.layer.parameters.map { $0.scoped(part.name + ".") } }
  }

  package var outputFeatures: Int { parts.reduce(0) { $0 + $1.layer.outputFeatures } }
  package var receptiveField: ReceptiveField { parts.first?.layer.receptiveField ?? .step }
  package func outputSteps(_ steps: Int) -> Int { parts.first?.layer.outputSteps(steps) ?? steps }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    var layout = input.layout
    var values: [Element] = []
    var passes: [LayerPass<Element>] = []
    for (part, column) in zip(parts, columns) {
      let (output, pass) = part.layer.tracedForward(
        input, parameters.scoped(part.name + "."), &context)
      passes.append(pass)
      if values.isEmpty {
        layout = output.layout.with(features: outputFeatures)
        values = Element.zeros(layout.count)
      }
      precondition(
        output.lengths == layout.lengths, "\(output.values.shape) beside \(layout.shape)")
      Element.copyRows(
        output.values.elements, MatrixRegion(rows: layout.rows, columns: output.features),
        to: &values, region(layout.rows, column, output.features))
    }
    return (SequenceBatch(layout, values), Trace(input: input.layout, passes: passes))
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    var inputGradient = Tensor<Element>(trace.input.shape)
    let time = outputGradient.shape[.time]
    let rows = time * trace.input.batch
    for ((part, column), pass) in zip(zip(parts, columns), trace.passes) {
      let width = part.layer.outputFeatures
      var gradient = Tensor<Element>(
        .sequences(time: time, batch: trace.input.batch, features: width))
      Element.copyRows(
        outputGradient.elements, region(rows, column, width), to: &gradient.elements,
        MatrixRegion(rows: rows, columns: width))
      let share = gradients.withScope(part.name + ".") {
        pass(gradient, parameters.scoped(part.name + "."), &$0)
      }
      Element.add(share.elements, to: &inputGradient.elements)
    }
    return inputGradient
  }

  /// Each part's first column in the output.
  private var columns: [Int] {
    var next = 0
    return parts.map { part in
      defer { next += part.layer.outputFeatures }
      return next
    }
  }

  private func region(_ rows: Int, _ column: Int, _ width: Int) -> MatrixRegion {
    MatrixRegion(offset: column, rows: rows, columns: width, rowStride: outputFeatures)
  }
}
