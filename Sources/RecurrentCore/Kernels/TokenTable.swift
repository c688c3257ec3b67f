/// What each token adds to the gates of a recurrent direction, a row a token, aligned to cache lines.
///
/// The last row is that of no token. Nothing changes it once it is made.
@safe
final class TokenTable: @unchecked Sendable {
  /// Tokens there are; `tokens` itself is the row of no token.
  let tokens: Int
  /// Floats from one row to the next, a multiple of 16: zeros fill each row's end.
  let stride: Int
  let base: UnsafeMutablePointer<Float>

  /// Floats of the largest table: 64 MiB, beyond which the product it replaces is no slower.
  private static let limit = 1 << 24

  private static func stride(_ width: Int) -> Int { (width + 15) / 16 * 16 }

  /// Whether a table for that many tokens, `width` numbers each, is small enough.
  static func fits(tokens: Int, width: Int) -> Bool { (tokens + 1) * stride(width) <= limit }

  /// - Parameters:
  ///   - products: `(tokens, width)`.
  ///   - scales: what each column is multiplied by.
  ///   - biases: what is added to each column, before that.
  init(_ products: [Float], scales: [Double], biases: [Double]) {
    let width = scales.count
    precondition(
      width > 0 && biases.count == width && products.count.isMultiple(of: width),
      "\(products.count) numbers, \(biases.count) biases in rows of \(width)")
    tokens = products.count / width
    stride = Self.stride(width)
    let count = (tokens + 1) * stride
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
    unsafe base = memory.initializeMemory(as: Float.self, repeating: 0, count: count)
    for token in 0...tokens {
      for column in 0..<width {
        let product = token < tokens ? Double(products[token * width + column]) : 0
        // Within `count`: the row is one of tokens + 1, the column below the stride.
        unsafe base[token * stride + column] = Float((product + biases[column]) * scales[column])
      }
    }
  }

  deinit { unsafe UnsafeMutableRawPointer(base).deallocate() }
}
