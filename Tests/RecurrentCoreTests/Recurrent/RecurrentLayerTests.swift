import Testing

@testable import RecurrentCore

@Suite struct RecurrentLayerTests {
  typealias Cell = RecurrentConfiguration.Cell

  @Test(arguments: Cell.all)
  func reverseComplementGivesTheMirroredOutput(cell: Cell) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 4, hiddenSize: 3)
    configuration.direction = .reverseComplement
    configuration.layers = 2
    configuration.isResidual = true
    configuration.leak = .fixed(0.7)
    configuration.skip = 2
    let input = SequenceBatch<Double>.random(time: 6, lengths: [6, 4, 1], features: 4)
    let output = predict(configuration, input)
    let mirrored = predict(configuration, input.reverseComplement)
    expectClose(mirrored.values.elements, output.reverseComplement.values.elements)

    configuration.output = .last
    let last = predict(configuration, input)
    let mirroredLast = predict(configuration, input.reverseComplement)
    expectClose(mirroredLast.values.elements, last.reverseComplement.values.elements)
  }

  @Test(arguments: Cell.all)
  func paddingNeverChangesASequence(cell: Cell) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 3, hiddenSize: 4)
    configuration.direction = .bidirectional
    configuration.layers = 2
    let input = SequenceBatch<Double>.random(time: 5, lengths: [5, 2, 0, 3], features: 3)
    let output = predict(configuration, input)
    for row in 0..<input.batch {
      let alone = predict(configuration, input.sequence(row))
      #expect(output.sequence(row).values.elements == alone.values.elements)
    }
    let padding = zip(output.values.elements, output.validity).filter { !$1 }.map(\.0)
    #expect(padding.allSatisfy { $0 == 0 })
  }

  @Test(arguments: Cell.all, [[5, 2, 3], [5, 5, 5]])
  func lastStatesAreThoseOfEachDirectionsEnd(cell: Cell, lengths: [Int]) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 3, hiddenSize: 2)
    configuration.direction = .bidirectional
    let input = SequenceBatch<Double>.random(time: 5, lengths: lengths, features: 3)
    let all = predict(configuration, input)
    configuration.output = .last
    let last = predict(configuration, input)
    #expect(last.values.shape == .sequences(time: 1, batch: 3, features: 4))
    for row in 0..<3 {
      let states = all.sequence(row).values.elements
      let expected = states.suffix(4).prefix(2) + states[2..<4]
      #expect(last.sequence(row).values.elements == Array(expected))
    }
  }

  @Test(arguments: Cell.all, [1, 3])
  func piecesWithCarriedStatesGiveTheWhole(cell: Cell, lag: Int) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 3, hiddenSize: 4)
    configuration.layers = 2
    configuration.skip = lag > 1 ? lag : nil
    let layer = RecurrentLayer<Double>(configuration)
    let parameters = ParameterSet<Double>.random(layer.parameters, seed: 2)
    let input = SequenceBatch<Double>.random(time: 7, lengths: [7, 7], features: 3)
    var context = ForwardContext()
    let (whole, trace) = layer.forward(input, parameters, &context)
    var state: RecurrentState<Double>?
    var pieces: [Double] = []
    for steps in [0..<2, 2..<3, 3..<7] {
      let (output, trace) = layer.forward(
        input.steps(steps), parameters, &context, initial: state)
      pieces += output.values.elements
      state = trace.finalState
    }
    expectClose(pieces, whole.values.elements)
    expectClose(state?.values ?? [], trace.finalState.values)
  }

  @Test(arguments: Cell.all, [(2, 2), (2, 3), (3, 5), (1, 20), (20, 20), (20, 30)])
  func truncationEqualsPassesThatStopAtTheHorizon(cell: Cell, lengths: (step: Int, horizon: Int)) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 3, hiddenSize: 2)
    configuration.leak = .trained(initial: 0.6)
    let whole = RecurrentLayer<Double>(configuration)
    configuration.truncation = RecurrentConfiguration.Truncation(
      step: lengths.step, horizon: lengths.horizon)
    let truncated = RecurrentLayer<Double>(configuration)
    let parameters = ParameterSet<Double>.random(whole.parameters, seed: 8)
    let input = SequenceBatch<Double>.random(time: 7, lengths: [7, 4], features: 3)
    var context = ForwardContext()
    let (output, trace) = truncated.forward(input, parameters, &context)
    let weights = output.randomValid(seed: 3)
    var gradients = parameters.zeros
    _ = truncated.backward(weights, trace, parameters, &gradients)

    var expected = parameters.zeros
    for start in stride(from: 0, to: 7, by: lengths.step) {
      let end = min(start + lengths.step, 7)
      let first = max(0, end - lengths.horizon)
      let before = whole.forward(input.steps(0..<first), parameters, &context).trace.finalState
      let (piece, pieceTrace) = whole.forward(
        input.steps(first..<end), parameters, &context, initial: before)
      var pieceWeights = SequenceBatch(weights, lengths: input.lengths).steps(first..<end).values
      let row = 2 * piece.features
      for index in 0..<(start - first) * row { pieceWeights.elements[index] = 0 }
      _ = whole.backward(pieceWeights, pieceTrace, parameters, &expected)
    }
    for name in parameters.names {
      expectClose(gradients[name].elements, expected[name].elements)
    }
  }

  @Test func dropoutActsInTrainingOnlyAndFollowsItsSeed() {
    var configuration = RecurrentConfiguration(
      cell: .lstm(.tanh), inputFeatures: 3, hiddenSize: 8)
    let input = SequenceBatch<Double>.random(time: 5, lengths: [5, 5], features: 3)
    let plain = predict(configuration, input)
    configuration.dropout.recurrent = 0.5
    #expect(predict(configuration, input) == plain)
    let first = predict(configuration, input, trainingSeed: 1)
    #expect(predict(configuration, input, trainingSeed: 1) == first)
    #expect(predict(configuration, input, trainingSeed: 2) != first)
    // No state stands before the first step, so nothing is dropped there.
    #expect(first.steps(0..<1) == plain.steps(0..<1))
    #expect(first.steps(1..<5) != plain.steps(1..<5))
  }

  @Test func aLeakOfOneIsNoLeak() {
    var configuration = RecurrentConfiguration(
      cell: .gru(.afterProduct), inputFeatures: 3, hiddenSize: 4)
    let input = SequenceBatch<Double>.random(time: 5, lengths: [5, 3], features: 3)
    let plain = predict(configuration, input)
    configuration.leak = .fixed(1)
    expectClose(predict(configuration, input).values.elements, plain.values.elements)
  }

  @Test func residualLayersAddTheirInput() {
    var configuration = RecurrentConfiguration(
      cell: .lstm(.tanh), inputFeatures: 3, hiddenSize: 4)
    let input = SequenceBatch<Double>.random(time: 5, lengths: [5, 3], features: 3)
    let first = predict(configuration, input)
    configuration.layers = 2
    let plain = predict(configuration, input)
    configuration.isResidual = true
    let residual = predict(configuration, input)
    expectClose(
      residual.values.elements, zip(first.values.elements, plain.values.elements).map { $0 + $1 })
  }

  @Test func forgetGatesStartOpen() {
    let layer = RecurrentLayer<Float>(
      RecurrentConfiguration(cell: .lstm(.tanh), inputFeatures: 3, hiddenSize: 2))
    var generator = RandomGenerator(seed: 1)
    let parameters = ParameterSet<Float>(sampling: layer.parameters, using: &generator)
    #expect(parameters["bias_ih_l0"].elements == [0, 0, 1, 1, 0, 0, 0, 0])
    #expect(parameters["bias_hh_l0"].elements.allSatisfy { $0 == 0 })
  }

  /// The output for parameters that depend on names and shapes of the configuration alone.
  private func predict(
    _ configuration: RecurrentConfiguration, _ input: SequenceBatch<Double>,
    trainingSeed: UInt64? = nil
  ) -> SequenceBatch<Double> {
    let layer = RecurrentLayer<Double>(configuration)
    let parameters = ParameterSet<Double>.random(layer.parameters, seed: 7)
    var context = ForwardContext()
    if let trainingSeed {
      context = ForwardContext(
        isTraining: true, generator: RandomGenerator(seed: trainingSeed))
    }
    return layer.forward(input, parameters, &context).output
  }

  private func expectClose(
    _ values: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(values.count == expected.count, sourceLocation: sourceLocation)
    let largest = zip(values, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(largest <= 1e-12, sourceLocation: sourceLocation)
  }
}

extension SequenceBatch {
  /// One sequence without padding.
  fileprivate func sequence(_ row: Int) -> SequenceBatch {
    let steps = min(lengths[row], time)
    let elements = (0..<steps).flatMap { step in
      let start = (step * batch + row) * features
      return values.elements[start..<start + features]
    }
    return SequenceBatch(
      Tensor(.sequences(time: steps, batch: 1, features: features), elements))
  }

  /// Some steps of all sequences.
  fileprivate func steps(_ range: Range<Int>) -> SequenceBatch {
    let row = batch * features
    return SequenceBatch(
      Tensor(
        .sequences(time: range.count, batch: batch, features: features),
        Array(values.elements[range.lowerBound * row..<range.upperBound * row])),
      lengths: lengths.map { min(max(0, $0 - range.lowerBound), range.count) })
  }

  /// Each sequence reversed in time within its length, and in features.
  fileprivate var reverseComplement: SequenceBatch {
    var result = self
    for row in 0..<batch {
      for step in 0..<lengths[row] {
        for feature in 0..<features {
          result.values.elements[(step * batch + row) * features + feature] =
            values.elements[
              ((lengths[row] - 1 - step) * batch + row) * features + features - 1 - feature]
        }
      }
    }
    return result
  }
}
