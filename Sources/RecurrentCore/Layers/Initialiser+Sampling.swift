internal import Glibc

extension Initialiser {
  /// Draws the values of one parameter; the first axis counts the rows, the others the columns.
  package func sample(_ shape: Shape, using generator: inout RandomGenerator) -> [Double] {
    switch self {
    case .constant(let value):
      return Array(repeating: value, count: shape.count)
    case .uniform(let bound):
      return (0..<shape.count).map { _ in bound * (2 * generator.uniform() - 1) }
    case .normal(let deviation):
      return (0..<shape.count).map { _ in deviation * generator.normal() }
    case .orthogonal(let blockRows):
      let rows = shape.sizes.first ?? 1
      precondition(
        blockRows > 0 && rows.isMultiple(of: blockRows), "blocks of \(blockRows) rows in \(shape)")
      let columns = rows == 0 ? 0 : shape.count / rows
      return (0..<rows / blockRows).flatMap { _ in
        orthonormalBlock(rows: blockRows, columns: columns, using: &generator)
      }
    case .blocks(let constants, let blockRows):
      precondition(
        shape.count == constants.count * blockRows,
        "\(constants.count) blocks of \(blockRows) in \(shape)")
      return constants.flatMap { Array(repeating: $0, count: blockRows) }
    }
  }
}

extension ParameterDeclaration {
  /// A starting value drawn from the declared distribution.
  package func sample<Element>(using generator: inout RandomGenerator) -> Tensor<Element> {
    Tensor(shape, initialiser.sample(shape, using: &generator).map { Element($0) })
  }
}

extension ParameterSet {
  /// Starting values for the declared parameters, drawn in their order.
  package init(
    sampling declarations: [ParameterDeclaration], using generator: inout RandomGenerator
  ) {
    self.init()
    for declaration in declarations {
      append(declaration.name, declaration.sample(using: &generator))
    }
  }
}

extension RandomGenerator {
  /// Normal with mean 0 and deviation 1, by Box and Muller's transform.
  package mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}

/// A row-major matrix with orthonormal rows or columns, whichever are fewer, by Gram and Schmidt.
private func orthonormalBlock(
  rows: Int, columns: Int, using generator: inout RandomGenerator
) -> [Double] {
  let length = max(rows, columns)
  var vectors: [[Double]] = []
  while vectors.count < min(rows, columns) {
    var candidate = (0..<length).map { _ in generator.normal() }
    // Twice is enough (Parlett 1980): the second pass removes what rounding left of the first.
    for _ in 0..<2 {
      for vector in vectors {
        let overlap = zip(candidate, vector).reduce(0) { $0 + $1.0 * $1.1 }
        for index in 0..<length { candidate[index] -= overlap * vector[index] }
      }
    }
    let norm = candidate.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if norm > 1e-6 { vectors.append(candidate.map { $0 / norm }) }
  }
  if rows <= columns { return vectors.flatMap(\.self) }
  return (0..<rows).flatMap { row in vectors.map { $0[row] } }
}
