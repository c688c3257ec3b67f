/// The mean of what several bodies give for the same input: an ensemble as one layer.
///
/// A step's mean is over the bodies that give it: they may need inputs of different lengths.
package struct MemberMean<Element: KernelElement>: Layer {
  package struct Trace: Sendable {
    let input: SequenceLayout
    let passes: [LayerPass<Element>]
    /// What each member's output looked like.
    let layouts: [SequenceLayout]
  }

  private let members: [LayerSequence<Element>]

  /// - Parameter members: at least one, all of the same number of output features.
  package init(_ members: [[any Layer<Element>]]) {
    self.members = members.map { LayerSequence($0) }
    precondition(Set(self.members.map(\.outputFeatures)).count == 1, "members of unlike outputs")
  }

  /// The members' under `0.`, `1.`, ...
  package var parameters: [ParameterDeclaration] {
    members.enumerated().flatMap { index, member in
      member.parameters.map { $0.scoped(Self.scope(index)) }
    }
  }

  package var outputFeatures: Int { members[0].outputFeatures }

  /// What any member sees; a stride means something only if it is the same for all.
  package var receptiveField: ReceptiveField {
    let fields = members.map(\.receptiveField)
    func reach(_ side: KeyPath<ReceptiveField, Int?>) -> Int? {
      let reaches = fields.compactMap { $0[keyPath: side] }
      return reaches.count == fields.count ? reaches.max() : nil
    }
    return ReceptiveField(
      stride: fields.map(\.stride).max() ?? 1, before: reach(\.before), after: reach(\.after))
  }

  package func outputSteps(_ steps: Int) -> Int {
    members.map { $0.outputSteps(steps) }.max() ?? 0
  }

  package func forward(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>,
    _ context: inout ForwardContext
  ) -> (output: SequenceBatch<Element>, trace: Trace) {
    var outputs: [SequenceBatch<Element>] = []
    var passes: [LayerPass<Element>] = []
    for (index, member) in members.enumerated() {
      let (output, pass) = member.tracedForward(
        input, parameters.scoped(Self.scope(index)), &context)
      outputs.append(output)
      passes.append(pass)
    }
    return (
      mean(outputs), Trace(input: input.layout, passes: passes, layouts: outputs.map(\.layout))
    )
  }

  package func backward(
    _ outputGradient: Tensor<Element>, _ trace: Trace, _ parameters: ParameterSet<Element>,
    _ gradients: inout ParameterSet<Element>
  ) -> Tensor<Element> {
    let shares = shares(trace.layouts)
    var sums: [Element] = []
    for (index, pass) in trace.passes.enumerated() {
      let layout = trace.layouts[index]
      var gradient = Tensor<Element>(layout.shape)
      for row in 0..<layout.rows where row / layout.batch < layout.lengths[row % layout.batch] {
        for place in row * outputFeatures..<(row + 1) * outputFeatures {
          gradient.elements[place] = shares[row] * outputGradient.elements[place]
        }
      }
      let scope = Self.scope(index)
      let below = gradients.withScope(scope) { pass(gradient, parameters.scoped(scope), &$0) }
      if sums.isEmpty { sums = below.elements } else { Element.add(below.elements, to: &sums) }
    }
    return Tensor(trace.input.shape, sums)
  }

  package func predict(
    _ input: SequenceBatch<Element>, _ parameters: ParameterSet<Element>
  ) -> SequenceBatch<Element> {
    mean(
      members.enumerated().map { index, member in
        member.predict(input, parameters.scoped(Self.scope(index)))
      })
  }

  private func mean(_ outputs: [SequenceBatch<Element>]) -> SequenceBatch<Element> {
    let layouts = outputs.map(\.layout)
    let shares = shares(layouts)
    let layout = joint(layouts)
    var values = Element.zeros(layout.count)
    for output in outputs {
      let region = MatrixRegion(
        rows: output.layout.rows, columns: outputFeatures)
      Element.copyRows(output.values.elements, region, to: &values, region, adding: true)
    }
    for row in shares.indices {
      for place in row * outputFeatures..<(row + 1) * outputFeatures {
        values[place] *= shares[row]
      }
    }
    return SequenceBatch(layout, values)
  }

  /// The steps that any member gives.
  private func joint(_ layouts: [SequenceLayout]) -> SequenceLayout {
    SequenceLayout(
      time: layouts.map(\.time).max() ?? 0, features: outputFeatures,
      lengths: (layouts.first?.lengths ?? []).indices.map { sequence in
        layouts.map { $0.lengths[sequence] }.max() ?? 0
      })
  }

  /// One by the number of members that give each row's step; 0 where none does.
  private func shares(_ layouts: [SequenceLayout]) -> [Element] {
    let joint = joint(layouts)
    return (0..<joint.rows).map { row in
      let (step, sequence) = row.quotientAndRemainder(dividingBy: joint.batch)
      let count = layouts.count { step < $0.lengths[sequence] }
      return count > 0 ? 1 / Element(count) : 0
    }
  }

  private static func scope(_ index: Int) -> String { "\(index)." }
}
