/// The distribution a parameter starts from.
package enum Initialiser: Sendable, Equatable {
  case constant(Double)
  /// Uniform on `-bound...bound`.
  case uniform(bound: Double)
  /// Normal with mean 0.
  case normal(deviation: Double)
  /// Rows (or columns, if fewer) orthonormal, in square blocks of the given rows: Saxe et al. 2014.
  case orthogonal(blockRows: Int)
  /// Blocks of `blockRows` rows, each set to its constant: gate biases.
  case blocks([Double], blockRows: Int)
}
