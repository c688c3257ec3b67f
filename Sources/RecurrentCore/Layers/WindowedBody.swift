/// Cuts each sequence into windows and runs a body on every window by itself, with the same weights;
/// the body gives one step a window, which becomes a step of the output.
///
/// A sequence of `n` steps has `(n - length) / hop + 1` windows, none if it is shorter than one; what
/// is left at its end is not seen. The windows of all sequences pass through the body as one batch.
package struct WindowedBody<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let cut: WindowCut
    /// nil without any window.
    let body: LayerPass<Element>?
  }

  /// Steps of a window.
  package let length: Int
  /// Steps from one window's start to the next.
  package let hop: Int
  private let inputFeatures: Int
  private let body: LayerSequence<Element>

  /// - Parameter body: one output step for `length` steps.
  package init(length: Int, hop: Int, inputFeatures: Int, body: [any Layer<Element>]) {
    precondition(length > 0 && hop > 0, "windows of \(length) steps every \(hop)")
    self.length = length
    self.hop = hop
    self.inputFeatures = inputFeatures
    self.body = LayerSequence(body)
    precondition(self.body.outputSteps(length) == 1, "a window's body gives one step")
  }

  /// The body's under `body.0.`, ...
  package var parameters: [ParameterDeclaration] { body.parameters.map { $0.scoped("body.") } }
  package var outputFeatures: Int { body.outputFeatures }
  package var receptiveField: ReceptiveField {
    ReceptiveField(stride: hop, before: 0, after: length - 1)
  }
  package func outputSteps(_ steps: Int) -> Int {
    WindowCut.count(steps, length: length, hop: hop)
  }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    let cut = WindowCut(input.layout, length: length, hop: hop)
    guard !cut.isEmpty else { return (empty(cut), Trace(cut: cut, body: nil)) }
    let (pooled, pass) = body.tracedForward(
      windows(of: input, cut), parameters.scoped("body."), &context)
    return (spread(pooled, cut), Trace(cut: cut, body: pass))
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    let cut = trace.cut
    var inputGradient = Tensor<Element>(cut.input.shape)
    guard let body = trace.body else { return inputGradient }
    let pooled = gathered(outputGradient, cut)
    let gradient = gradients.withScope("body.") { body(pooled, parameters.scoped("body."), &$0) }
    for window in cut.rows.indices {
      Element.copyRows(
        gradient.elements, cut.packedRegion(window), to: &inputGradient.elements,
        cut.inputRegion(window), adding: true)
    }
    return inputGradient
  }

  package func addParameterGradients(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) {
    guard let body = trace.body else { return }
    let pooled = gathered(outputGradient, trace.cut)
    gradients.withScope("body.") {
      body.addParameterGradients(pooled, parameters.scoped("body."), &$0)
    }
  }

  package func predict(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element> {
    let cut = WindowCut(input.layout, length: length, hop: hop)
    guard !cut.isEmpty else { return empty(cut) }
    return spread(body.predict(windows(of: input, cut), parameters.scoped("body.")), cut)
  }

  /// The gradient by the body's answers, `(1, windows, features)`.
  private func gathered(_ outputGradient: Tensor<Element>, _ cut: WindowCut) -> Tensor<Element> {
    let features = outputFeatures
    var pooled = Tensor<Element>(
      .sequences(time: 1, batch: cut.rows.count, features: features))
    for (window, row) in cut.rows.enumerated() {
      Element.copyRows(
        outputGradient.elements, MatrixRegion.row(row, features), to: &pooled.elements,
        MatrixRegion.row(window, features))
    }
    return pooled
  }

  private func empty(_ cut: WindowCut) -> SequenceBatch<Element> {
    let layout = cut.output.with(features: outputFeatures)
    return SequenceBatch(layout, Element.zeros(layout.count))
  }

  /// All windows side by side, `(length, windows, features)`.
  private func windows(
    of input: SequenceBatch<Element>, _ cut: WindowCut
  ) -> SequenceBatch<Element> {
    precondition(
      input.features == inputFeatures, "\(input.features) input features, not \(inputFeatures)")
    var packed = Tensor<Element>(
      .sequences(time: length, batch: cut.rows.count, features: input.features))
    for window in cut.rows.indices {
      Element.copyRows(
        input.values.elements, cut.inputRegion(window), to: &packed.elements,
        cut.packedRegion(window))
    }
    return SequenceBatch(packed)
  }

  /// The body's answers `(1, windows, features)` at their sequences' steps.
  private func spread(
    _ pooled: SequenceBatch<Element>, _ cut: WindowCut
  ) -> SequenceBatch<Element> {
    var output = empty(cut)
    let features = outputFeatures
    for (window, row) in cut.rows.enumerated() {
      Element.copyRows(
        pooled.values.elements, MatrixRegion.row(window, features), to: &output.values.elements,
        MatrixRegion.row(row, features))
    }
    return output
  }
}

extension MatrixRegion {
  fileprivate static func row(_ index: Int, _ columns: Int) -> MatrixRegion {
    MatrixRegion(offset: index * columns, rows: 1, columns: columns)
  }
}
