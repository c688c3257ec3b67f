/// One direction of a recurrent layer, packed for the lane kernels.
struct LaneRecurrence: Sendable {
  enum Cell: Sendable, Equatable {
    case lstm
    case gruResetAfter
    case gruResetBefore
    case plain(LaneActivation)
  }

  /// Where the input comes from.
  enum Source: Sendable {
    case values
    /// Four features are one-hot letters.
    case letters
    /// The features are one of these vectors, `(tokens, features)`.
    case tokens(vectors: [Float])
  }

  /// A direction's weights in the layout of model files: gates in blocks of `hidden` rows.
  struct Weights {
    /// `(gates * hidden, features)`.
    var input: [Float]
    /// `(gates * hidden, hidden)`.
    var recurrent: [Float]
    var inputBias: [Float]
    var recurrentBias: [Float]
  }

  let cell: Cell
  let features: Int
  let hidden: Int
  let isReversed: Bool
  /// Letters have `tables` instead of `inputWeights` and `bias`, tokens have `tokenTable`.
  let input: LaneInput
  let tokenTable: TokenTable?
  /// All packed arrays, one after the other.
  let parameters: [Float]
  let offsets: Offsets

  /// Where each packed array begins in `parameters`.
  struct Offsets: Sendable {
    var inputWeights = 0
    var bias = 0
    var tables = 0
    var recurrentWeights = 0
    var candidateWeights = 0
    var candidateBias = 0
  }

  init(
    _ cell: Cell, features: Int, hidden: Int, isReversed: Bool, reads source: Source,
    _ weights: Weights
  ) {
    let scales = cell.scales
    let gates = scales.count
    precondition(
      weights.input.count == gates * hidden * features
        && weights.recurrent.count == gates * hidden * hidden
        && weights.inputBias.count == gates * hidden
        && weights.recurrentBias.count == gates * hidden,
      "\(weights.input.count) input weights for \(gates) gates, \(hidden) units, \(features) features"
    )
    self.cell = cell
    self.features = features
    self.hidden = hidden
    self.isReversed = isReversed
    // Rows run by unit, then gate; the plain cell's single gate makes groups of four units.
    let order = (0..<hidden).flatMap { unit in (0..<gates).map { $0 * hidden + unit } }
    let biases = order.map { row in
      let inside = cell == .gruResetAfter && row >= 2 * hidden
      return Double(weights.inputBias[row]) + (inside ? 0 : Double(weights.recurrentBias[row]))
    }
    let rowScales = order.map { scales[$0 / hidden] }
    func packed(_ matrix: [Float], depth: Int, gates kept: Range<Int>) -> [Float] {
      if gates == 1 { return packedRows(matrix, rows: hidden, depth: depth, scale: scales[0]) }
      var result: [Float] = []
      result.reserveCapacity(hidden * depth * kept.count)
      for unit in 0..<hidden {
        for column in 0..<depth {
          for gate in kept {
            let weight = Double(matrix[(gate * hidden + unit) * depth + column])
            result.append(Float(weight * scales[gate]))
          }
        }
      }
      return result
    }
    let paddedRows = gates == 1 ? (hidden + 3) / 4 * 4 : order.count
    var parameters: [Float] = []
    var offsets = Offsets()
    func append(_ part: [Float]) -> Int {
      defer { parameters += part }
      return parameters.count
    }
    switch source {
    case .tokens(let vectors):
      input = .tokens
      tokenTable = TokenTable(
        products(of: vectors, weights.input, rows: order, features: features), scales: rowScales,
        biases: biases)
    case .letters:
      input = .letters
      tokenTable = nil
      precondition(features == 4, "\(features) features are not letters")
      var tables = [Float](repeating: 0, count: paddedRows * 8)
      for (place, row) in order.enumerated() {
        let entries = LetterCode.tableEntries(
          Array(weights.input[row * 4..<row * 4 + 4]), scale: rowScales[place],
          bias: biases[place] * rowScales[place])
        tables.replaceSubrange(place * 8..<place * 8 + 8, with: entries)
      }
      offsets.tables = append(tables)
    case .values:
      input = .values
      tokenTable = nil
      offsets.inputWeights = append(packed(weights.input, depth: features, gates: 0..<gates))
      let scaled = zip(biases, rowScales).map { Float($0 * $1) }
      offsets.bias = append(scaled + Array(repeating: 0, count: paddedRows - scaled.count))
    }
    let productGates = cell == .gruResetBefore ? 2 : gates
    offsets.recurrentWeights = append(
      packed(weights.recurrent, depth: hidden, gates: 0..<productGates))
    if cell == .gruResetBefore {
      let candidate = Array(weights.recurrent[2 * hidden * hidden..<3 * hidden * hidden])
      offsets.candidateWeights = append(
        packedRows(candidate, rows: hidden, depth: hidden, scale: scales[2]))
    }
    if cell == .gruResetAfter {
      offsets.candidateBias = append(
        weights.recurrentBias[2 * hidden..<3 * hidden].map { Float(Double($0) * scales[2]) })
    }
    self.parameters = parameters
    self.offsets = offsets
  }

  /// Floats of working memory a lane needs for all states of two steps.
  var stateCount: Int { 2 * hidden }
  /// Floats of working memory a lane needs beside the states.
  var scratchCount: Int { cellScratchCount + (tokenTable?.stride ?? 0) }
  /// The part of it that comes first; the rows of the tokens follow.
  var cellScratchCount: Int { cell == .gruResetBefore ? 2 * hidden : hidden }
}

/// Vectors `(tokens, features)` times some rows of a matrix `(_, features)`: `(tokens, rows)`.
private func products(
  of vectors: [Float], _ matrix: [Float], rows: [Int], features: Int
) -> [Float] {
  let tokens = vectors.count / features
  let weights = rows.flatMap { matrix[$0 * features..<($0 + 1) * features] }
  var products = [Float](repeating: 0, count: tokens * rows.count)
  Float.multiply(
    MatrixOperand(vectors, rows: tokens, columns: features),
    MatrixOperand(weights, rows: rows.count, columns: features, transposed: true),
    into: &products, MatrixRegion(rows: tokens, columns: rows.count), accumulate: false)
  return products
}

extension LaneRecurrence.Cell {
  /// What the sums of each gate are multiplied by, in the order of model files.
  var scales: [Double] {
    let log2e = 1.442695040888963407
    let sigmoid = -log2e
    let tanh = -2 * log2e
    return switch self {
    case .lstm: [sigmoid, sigmoid, tanh, sigmoid]
    case .gruResetAfter, .gruResetBefore: [sigmoid, sigmoid, tanh]
    case .plain: [1]
    }
  }
}
