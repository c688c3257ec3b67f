/// What follows a product in the same pass.
package enum LaneActivation: Sendable, Equatable {
  case identity
  case rectifier
  case sigmoid
  case tanh
}

/// Rows of a matrix in groups of four, `(groups, depth, 4)`, the last group filled with zeros.
func packedRows(_ matrix: [Float], rows: Int, depth: Int, scale: Double = 1) -> [Float] {
  precondition(matrix.count == rows * depth, "\(matrix.count) weights for (\(rows), \(depth))")
  let groups = (rows + 3) / 4
  var packed = [Float](repeating: 0, count: groups * depth * 4)
  for row in 0..<rows {
    for column in 0..<depth {
      packed[(row / 4 * depth + column) * 4 + row % 4] =
        Float(Double(matrix[row * depth + column]) * scale)
    }
  }
  return packed
}

/// A matrix with bias, activation and max pooling, packed for the lane kernels.
struct LaneProduct: Sendable {
  let rows: Int
  /// Input features of one step.
  let features: Int
  let taps: Int
  let stride: Int
  /// Steps of zeros before and after the input.
  let padding: (before: Int, after: Int)
  let pool: LanePool
  let activation: LaneActivation
  let weights: [Float]
  let bias: [Float]

  /// - Parameter matrix: `(rows, taps, features)`.
  init(
    rows: Int, features: Int, taps: Int = 1, stride: Int = 1,
    padding: (before: Int, after: Int) = (0, 0), pool: LanePool = .none, matrix: [Float],
    bias: [Float], activation: LaneActivation
  ) {
    precondition(bias.count == rows, "\(bias.count) biases for \(rows) rows")
    self.rows = rows
    self.features = features
    self.taps = taps
    self.stride = stride
    self.padding = padding
    self.pool = pool
    self.activation = activation
    weights = packedRows(matrix, rows: rows, depth: taps * features)
    self.bias = packedRows(bias, rows: rows, depth: 1)
  }

  func outputSteps(_ steps: Int) -> Int {
    pool.outputSteps(
      convolutionSteps(
        steps + padding.before + padding.after, taps: taps, stride: stride, dilation: 1))
  }
}

/// Max pooling of windows over time; `none` keeps each step. Padded steps take no part.
struct LanePool: Sendable, Equatable {
  let size: Int
  let stride: Int
  /// Steps the first window starts before the first step.
  let before: Int
  /// Whether windows may end behind the last step.
  let isPadded: Bool

  init(size: Int, stride: Int, before: Int = 0, isPadded: Bool = false) {
    precondition(0..<size ~= before, "window of \(size) starting \(before) before")
    self.size = size
    self.stride = stride
    self.before = before
    self.isPadded = isPadded
  }

  static let none = LanePool(size: 1, stride: 1)

  func outputSteps(_ steps: Int) -> Int {
    if isPadded { return (steps + stride - 1) / stride }
    return steps < size ? 0 : (steps - size) / stride + 1
  }
}

func convolutionSteps(_ steps: Int, taps: Int, stride: Int, dilation: Int) -> Int {
  let span = (taps - 1) * dilation + 1
  return steps < span ? 0 : (steps - span) / stride + 1
}
