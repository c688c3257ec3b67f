/// A dense layer or convolution and the layers behind it that the same pass can do.
struct AffineDraft {
  private let features: Int
  private let rows: Int
  private let taps: Int
  private let stride: Int
  private let dilation: Int
  private let padding: (before: Int, after: Int)
  /// `(rows, taps, features)`.
  private var matrix: [Float]
  private var bias: [Float]
  private var activation: LaneActivation?
  private var pool: LanePool?

  /// - Parameter weight: `(rows, features)`.
  init(features: Int, weight: [Float], rows: Int, bias: [Float]?) {
    self.features = features
    self.rows = rows
    (taps, stride, dilation) = (1, 1, 1)
    padding = (0, 0)
    matrix = weight
    self.bias = bias ?? Array(repeating: 0, count: rows)
  }

  /// - Parameter weight: `(rows, features, taps)`.
  init(
    convolution geometry: WindowGeometry, features: Int, weight: [Float], rows: Int,
    bias: [Float]?
  ) {
    self.features = features
    self.rows = rows
    (taps, stride, dilation) = (geometry.taps, geometry.stride, geometry.dilation)
    padding =
      geometry.isPadded
      ? (geometry.before, (geometry.taps - 1) * geometry.dilation - geometry.before) : (0, 0)
    let taps = geometry.taps
    matrix = (0..<rows).flatMap { row in
      (0..<taps).flatMap { tap in
        (0..<features).map { weight[(row * features + $0) * taps + tap] }
      }
    }
    self.bias = bias ?? Array(repeating: 0, count: rows)
  }

  /// Takes in a factor of the input.
  mutating func scaleInput(by factor: Float) {
    for place in matrix.indices { matrix[place] *= factor }
  }

  /// - Returns: whether the function could be taken in.
  mutating func take(_ function: ActivationFunction) -> Bool {
    guard activation == nil else { return false }
    switch function {
    case .relu: activation = .rectifier
    case .tanh: activation = .tanh
    case .sigmoid: activation = .sigmoid
    case .leakyRelu, .gelu: return false
    }
    return true
  }

  /// Takes in max pooling, before or behind the activation: the functions it can be only rise.
  mutating func take(_ pooling: WindowGeometry) -> Bool {
    guard pool == nil, pooling.dilation == 1 else { return false }
    pool = LanePool(
      size: pooling.taps, stride: pooling.stride, before: pooling.before,
      isPadded: pooling.isPadded)
    return true
  }

  /// Takes in `y = scale * x + shift` for each row, as a normalisation by stored statistics is.
  mutating func take(scale: [Float], shift: [Float]) -> Bool {
    guard activation == nil, pool == nil else { return false }
    let width = taps * features
    for row in 0..<rows {
      for place in row * width..<(row + 1) * width { matrix[place] *= scale[row] }
      bias[row] = bias[row] * scale[row] + shift[row]
    }
    return true
  }

  /// - Returns: nil if there are no kernels for it.
  func stage(readsLetters: Bool) -> LaneStage? {
    if readsLetters {
      guard features == 4, activation == nil || activation == .rectifier else { return nil }
      return .codeConvolution(
        LaneCodeConvolution(
          filters: rows, taps: taps, stride: stride, dilation: dilation, padding: padding,
          pool: pool ?? .none, matrix: matrix, bias: bias,
          isRectified: activation == .rectifier))
    }
    guard dilation == 1 else { return nil }
    return .product(
      LaneProduct(
        rows: rows, features: features, taps: taps, stride: stride, padding: padding,
        pool: pool ?? .none, matrix: matrix, bias: bias, activation: activation ?? .identity))
  }
}
