internal import Glibc
internal import RecurrentCore

/// Vectors of words and of the contexts they stand in, and the step that moves them.
///
/// A pair's loss is `-log s(u_c . v_w) - sum over negatives n of log s(-u_n . v_w)`, with the word's
/// vector v, the contexts' vectors u and the logistic function s: Mikolov et al. 2013, equation 4.
struct SkipGram: Sendable {
  let words: Int
  /// Groups of four numbers of a vector.
  let groups: Int
  /// `(words, groups)`: uniform on half a unit over the dimensions at the start.
  var vectors: [SIMD4<Float>]
  /// `(words, groups)`: zeros at the start.
  var contexts: [SIMD4<Float>]
  /// The step of the word's vector while its contexts are walked through.
  private var step: [SIMD4<Float>]

  /// - Precondition: `dimensions` is a multiple of 4.
  init(words: Int, dimensions: Int, generator: inout RandomGenerator) {
    precondition(dimensions.isMultiple(of: 4) && dimensions > 0, "\(dimensions) dimensions")
    self.words = words
    groups = dimensions / 4
    vectors = []
    vectors.reserveCapacity(words * groups)
    for _ in 0..<words * groups {
      var group = SIMD4<Float>()
      for place in 0..<4 {
        group[place] = Float((generator.uniform() - 0.5) / Double(dimensions))
      }
      vectors.append(group)
    }
    contexts = Array(repeating: SIMD4<Float>(), count: words * groups)
    step = Array(repeating: SIMD4<Float>(), count: groups)
  }

  /// Moves the word's vector and the contexts' down the gradient of a pair's loss.
  ///
  /// - Parameter targets: the context that was there, then the negatives.
  mutating func update(word: Int, targets: [Int], rate: Float) {
    let start = word * groups
    for group in 0..<groups { step[group] = SIMD4<Float>() }
    for (index, target) in targets.enumerated() {
      let place = target * groups
      var products = SIMD4<Float>()
      for group in 0..<groups { products += vectors[start + group] * contexts[place + group] }
      let share = rate * ((index == 0 ? 1 : 0) - Self.logistic(products.sum()))
      for group in 0..<groups {
        step[group] += share * contexts[place + group]
        contexts[place + group] += share * vectors[start + group]
      }
    }
    for group in 0..<groups { vectors[start + group] += step[group] }
  }

  /// The loss of a pair.
  func loss(word: Int, targets: [Int]) -> Double {
    targets.enumerated().reduce(0) { sum, entry in
      let product = (0..<groups).reduce(0.0) { sum, group in
        let terms = vectors[word * groups + group] * contexts[entry.element * groups + group]
        return sum + (0..<4).reduce(0.0) { $0 + Double(terms[$1]) }
      }
      return sum + log1p(exp(entry.offset == 0 ? -product : product))
    }
  }

  /// `(words, dimensions)`.
  var table: [Float] { vectors.flatMap { [$0.x, $0.y, $0.z, $0.w] } }

  private static func logistic(_ value: Float) -> Float { 1 / (1 + expf(-value)) }
}
