/// `y = W x + b` at each time step.
package struct Dense<Element: KernelElement>: Layer {
  package let inputFeatures: Int
  package let outputFeatures: Int
  package let hasBias: Bool

  package init(inputFeatures: Int, outputFeatures: Int, hasBias: Bool = true) {
    self.inputFeatures = inputFeatures
    self.outputFeatures = outputFeatures
    self.hasBias = hasBias
  }

  /// `weight (outputs, inputs)` and `bias (outputs)`, as in `torch.nn.Linear`.
  package var parameters: [ParameterDeclaration] {
    let initialiser = Initialiser.uniform(bound: 1 / Double(inputFeatures).squareRoot())
    var all = [
      ParameterDeclaration(
        "weight", Shape([.outputs: outputFeatures, .inputs: inputFeatures]), initialiser)
    ]
    if hasBias {
      all.append(ParameterDeclaration("bias", Shape([.outputs: outputFeatures]), initialiser))
    }
    return all
  }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: SequenceBatch<Element>) {
    let layout = input.layout.with(features: outputFeatures)
    var values = Element.zeros(layout.count)
    Element.multiply(
      MatrixOperand(input.values.elements, rows: layout.rows, columns: inputFeatures),
      MatrixOperand(
        parameters["weight"].elements, rows: outputFeatures, columns: inputFeatures,
        transposed: true),
      into: &values, MatrixRegion(rows: layout.rows, columns: outputFeatures), accumulate: false)
    if hasBias {
      Element.addToRows(parameters["bias"].elements, &values)
      Element.clearPadding(&values, layout)
    }
    return (SequenceBatch(layout, values), input)
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ input: SequenceBatch<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    addParameterGradients(outputGradient, input, parameters, &gradients)
    let rows = input.time * input.batch
    var inputGradient = Tensor<Element>(input.values.shape)
    Element.multiply(
      MatrixOperand(outputGradient.elements, rows: rows, columns: outputFeatures),
      MatrixOperand(
        parameters["weight"].elements, rows: outputFeatures, columns: inputFeatures),
      into: &inputGradient.elements, MatrixRegion(rows: rows, columns: inputFeatures),
      accumulate: false)
    return inputGradient
  }

  package func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ input: SequenceBatch<Element>,
    _ parameters: ParameterSet<Element>, _ gradients: inout ParameterSet<Element>
  ) {
    let rows = input.time * input.batch
    Element.multiply(
      MatrixOperand(
        outputGradient.elements, rows: rows, columns: outputFeatures, transposed: true),
      MatrixOperand(input.values.elements, rows: rows, columns: inputFeatures),
      into: &gradients["weight"].elements,
      MatrixRegion(rows: outputFeatures, columns: inputFeatures), accumulate: true)
    if hasBias {
      Element.addRowSums(outputGradient.elements, to: &gradients["bias"].elements)
    }
  }
}
