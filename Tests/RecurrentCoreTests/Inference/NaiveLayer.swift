import Glibc

@testable import RecurrentCore

enum NaiveCell: CaseIterable {
  case lstm, gruAfter, gruBefore, tanh, rectifier

  var gates: Int {
    switch self {
    case .lstm: 4
    case .gruAfter, .gruBefore: 3
    case .tanh, .rectifier: 1
    }
  }

  var packed: LaneRecurrence.Cell {
    switch self {
    case .lstm: .lstm
    case .gruAfter: .gruResetAfter
    case .gruBefore: .gruResetBefore
    case .tanh: .plain(.tanh)
    case .rectifier: .plain(.rectifier)
    }
  }
}

/// One direction of a recurrent layer, by the formulas, in double precision.
struct NaiveLayer {
  let cell: NaiveCell
  let features: Int
  let hidden: Int
  let isReversed: Bool
  let weights: LaneRecurrence.Weights

  init(
    _ cell: NaiveCell, _ features: Int, _ hidden: Int, _ isReversed: Bool,
    _ generator: inout RandomGenerator
  ) {
    self.cell = cell
    self.features = features
    self.hidden = hidden
    self.isReversed = isReversed
    let rows = cell.gates * hidden
    weights = LaneRecurrence.Weights(
      input: numbers(rows * features, 0.8, &generator),
      recurrent: numbers(rows * hidden, 0.5, &generator),
      inputBias: numbers(rows, 0.5, &generator), recurrentBias: numbers(rows, 0.5, &generator))
  }

  func packed(readsCodes: Bool) -> LaneRecurrence {
    LaneRecurrence(
      cell.packed, features: features, hidden: hidden, isReversed: isReversed,
      reads: readsCodes ? .letters : .values, weights)
  }

  /// - Parameter vectors: `(tokens, features)`.
  func packed(vectors: [Float]) -> LaneRecurrence {
    LaneRecurrence(
      cell.packed, features: features, hidden: hidden, isReversed: isReversed,
      reads: .tokens(vectors: vectors), weights)
  }

  /// States after each step, by time.
  func run(_ inputs: [[Double]]) -> [[Double]] {
    var state = [Double](repeating: 0, count: hidden)
    var memory = state
    var states = inputs.map { _ in state }
    for time in isReversed ? Array(inputs.indices.reversed()) : Array(inputs.indices) {
      state = step(inputs[time], state, &memory)
      states[time] = state
    }
    return states
  }

  private func step(_ x: [Double], _ h: [Double], _ cells: inout [Double]) -> [Double] {
    func input(_ gate: Int, _ unit: Int) -> Double {
      let row = gate * hidden + unit
      return x.indices.reduce(Double(weights.inputBias[row])) {
        $0 + Double(weights.input[row * features + $1]) * x[$1]
      }
    }
    func product(_ gate: Int, _ unit: Int, _ h: [Double]) -> Double {
      let row = gate * hidden + unit
      return h.indices.reduce(Double(weights.recurrentBias[row])) {
        $0 + Double(weights.recurrent[row * hidden + $1]) * h[$1]
      }
    }
    func sum(_ gate: Int, _ unit: Int) -> Double { input(gate, unit) + product(gate, unit, h) }
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    switch cell {
    case .lstm:
      for unit in 0..<hidden {
        cells[unit] =
          sigmoid(sum(1, unit)) * cells[unit] + sigmoid(sum(0, unit)) * tanh(sum(2, unit))
      }
      return (0..<hidden).map { sigmoid(sum(3, $0)) * tanh(cells[$0]) }
    case .gruAfter:
      return (0..<hidden).map { unit in
        let candidate = tanh(input(2, unit) + sigmoid(sum(0, unit)) * product(2, unit, h))
        let update = sigmoid(sum(1, unit))
        return (1 - update) * candidate + update * h[unit]
      }
    case .gruBefore:
      let reset = (0..<hidden).map { sigmoid(sum(0, $0)) * h[$0] }
      return (0..<hidden).map { unit in
        let candidate = tanh(input(2, unit) + product(2, unit, reset))
        let update = sigmoid(sum(1, unit))
        return (1 - update) * candidate + update * h[unit]
      }
    case .tanh: return (0..<hidden).map { tanh(sum(0, $0)) }
    case .rectifier: return (0..<hidden).map { max(0, sum(0, $0)) }
    }
  }
}
