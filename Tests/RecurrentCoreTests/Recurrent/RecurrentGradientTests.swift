import Testing

@testable import RecurrentCore

/// Every backward pass of the recurrent layers against central differences in double precision.
@Suite struct RecurrentGradientTests {
  @Test(arguments: RecurrentConfiguration.Cell.all, [true, false])
  func everyCellInBothDirectionsOverPaddedSequences(
    cell: RecurrentConfiguration.Cell, isLast: Bool
  ) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 3, hiddenSize: 2)
    configuration.direction = .bidirectional
    configuration.layers = 2
    configuration.output = isLast ? .last : .all
    expectCorrect(configuration)
  }

  @Test(
    arguments: RecurrentConfiguration.Cell.all,
    [RecurrentConfiguration.Direction.forward, .bidirectional, .reverseComplement])
  func lastStatesOfFullSequences(
    cell: RecurrentConfiguration.Cell, direction: RecurrentConfiguration.Direction
  ) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 4, hiddenSize: 3)
    configuration.direction = direction
    configuration.layers = 2
    configuration.output = .last
    expectCorrect(configuration, lengths: [5, 5, 5])
    configuration.skip = 3
    configuration.leak = .fixed(0.6)
    expectCorrect(configuration, lengths: [5, 5, 5])
  }

  @Test(arguments: RecurrentConfiguration.Cell.all)
  func everyOptionAtOnce(cell: RecurrentConfiguration.Cell) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 4, hiddenSize: 3)
    configuration.direction = .bidirectional
    configuration.layers = 2
    configuration.isResidual = true
    configuration.skip = 2
    configuration.leak = .trained(initial: 0.3)
    configuration.hasRecurrentBias = false
    configuration.dropout = RecurrentConfiguration.Dropout(
      input: 0.3, betweenLayers: 0.2, recurrent: 0.4)
    expectCorrect(configuration)
  }

  @Test(arguments: RecurrentConfiguration.Cell.all)
  func tiedReverseComplement(cell: RecurrentConfiguration.Cell) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 4, hiddenSize: 3)
    configuration.direction = .reverseComplement
    configuration.layers = 2
    configuration.skip = 3
    configuration.leak = .fixed(0.6)
    configuration.dropout.recurrent = 0.3
    expectCorrect(configuration)
  }

  @Test(arguments: RecurrentConfiguration.Cell.all, [1, 3])
  func initialAndFinalStates(cell: RecurrentConfiguration.Cell, lag: Int) {
    var configuration = RecurrentConfiguration(cell: cell, inputFeatures: 2, hiddenSize: 2)
    configuration.direction = .bidirectional
    configuration.layers = 2
    configuration.skip = lag > 1 ? lag : nil
    let layer = RecurrentLayer<Double>(configuration)
    let parameters = ParameterSet<Double>.random(layer.parameters, seed: 4)
    let input = SequenceBatch<Double>.random(time: 4, lengths: [4, 2], features: 2)
    let initial = layer.randomState(batch: 2, seed: 5)
    let final = layer.randomState(batch: 2, seed: 6)

    func loss(_ state: RecurrentState<Double>) -> Double {
      var context = ForwardContext()
      let (_, trace) = layer.forward(input, parameters, &context, initial: state)
      return zip(trace.finalState.values, final.values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var context = ForwardContext()
    let (output, trace) = layer.forward(input, parameters, &context, initial: initial)
    var gradients = parameters.zeros
    let gradient = layer.backward(
      Tensor(output.values.shape), final: final, trace, parameters, &gradients)
    let expected = GradientCheck.differences(
      of: { loss(initial.replacing($0)) }, at: initial.values)
    GradientCheck.expectEqual(
      gradient.initial.values, expected, tolerance: 1e-8, "initial state",
      sourceLocation: #_sourceLocation)
  }

  private func expectCorrect(
    _ configuration: RecurrentConfiguration, lengths: [Int] = [5, 3, 1],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    GradientCheck.expectCorrect(
      RecurrentLayer<Double>(configuration),
      input: .random(time: 5, lengths: lengths, features: configuration.inputFeatures),
      context: ForwardContext(isTraining: true, generator: RandomGenerator(seed: 9)),
      sourceLocation: sourceLocation)
  }
}

extension RecurrentConfiguration.Cell {
  static let all: [RecurrentConfiguration.Cell] = [
    .plain(.tanh), .plain(.rectifier), .lstm(.tanh), .lstm(.sigmoid), .gru(.afterProduct),
    .gru(.beforeProduct),
  ]
}

extension RecurrentLayer {
  /// Uniform numbers on -1...1 as a state of this layer.
  func randomState(batch: Int, seed: UInt64) -> RecurrentState<Element> {
    var context = ForwardContext()
    let empty = SequenceBatch<Element>(
      Tensor(.sequences(time: 0, batch: batch, features: configuration.inputFeatures)))
    var generator = RandomGenerator(seed: seed)
    let parameters = ParameterSet<Element>(sampling: self.parameters, using: &generator)
    let zero = forward(empty, parameters, &context).trace.finalState
    return zero.replacing(zero.values.map { _ in Element(generator.uniform() * 2 - 1) })
  }
}

extension RecurrentState {
  /// All numbers of the state in a fixed order.
  var values: [Element] {
    directions.flatMap { $0.hidden.elements + ($0.cell?.elements ?? []) }
  }

  func replacing(_ values: [Element]) -> RecurrentState {
    var rest = values[...]
    func take(_ tensor: Tensor<Element>) -> Tensor<Element> {
      let result = Tensor(tensor.shape, Array(rest.prefix(tensor.elements.count)))
      rest = rest.dropFirst(tensor.elements.count)
      return result
    }
    return RecurrentState(
      directions: directions.map { state in
        let hidden = take(state.hidden)
        return DirectionState(hidden: hidden, cell: state.cell.map(take))
      })
  }
}
