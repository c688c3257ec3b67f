/// One pass of an inference plan over a tile of sequences.
enum LaneStage: Sendable {
  case codeConvolution(LaneCodeConvolution)
  case product(LaneProduct)
  /// The directions' states beside each other, at each step or after the last one.
  case recurrence([LaneRecurrence], isLastOnly: Bool)
  /// One step: what each operation takes of all steps, side by side.
  case pooling(features: Int, [SequencePooling<Float>.Operation])

  var input: LaneInput {
    switch self {
    case .codeConvolution: .letters
    case .recurrence(let directions, _): directions.first?.input ?? .values
    case .product, .pooling: .values
    }
  }

  var inputFeatures: Int {
    switch self {
    case .codeConvolution: 4
    case .product(let product): product.features
    case .recurrence(let directions, _): directions.first?.features ?? 0
    case .pooling(let features, _): features
    }
  }

  var outputFeatures: Int {
    switch self {
    case .codeConvolution(let convolution): convolution.filters
    case .product(let product): product.rows
    case .recurrence(let directions, _): directions.reduce(0) { $0 + $1.hidden }
    case .pooling(let features, let operations): features * operations.count
    }
  }

  /// Steps of zeros the stage wants around its input.
  var padding: (before: Int, after: Int) {
    switch self {
    case .codeConvolution(let convolution): convolution.padding
    case .product(let product): product.padding
    case .recurrence, .pooling: (0, 0)
    }
  }

  func outputSteps(_ steps: Int) -> Int {
    switch self {
    case .codeConvolution(let convolution): convolution.outputSteps(steps)
    case .product(let product): product.outputSteps(steps)
    case .recurrence(_, let isLastOnly): isLastOnly ? min(1, steps) : steps
    case .pooling: min(1, steps)
    }
  }

  /// Floats a lane needs for the recurrent layers' working memory.
  var memory: (states: Int, scratch: Int) {
    guard case .recurrence(let directions, _) = self else { return (0, 0) }
    return (
      directions.map(\.stateCount).max() ?? 0, directions.map(\.scratchCount).max() ?? 0
    )
  }
}
