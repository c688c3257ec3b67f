import CRecurrentKernels
import Testing

@testable import RecurrentCore

@Suite struct MatrixKernelsTests {
  @Test(arguments: InstructionSet.supported)
  func everySmallShapeAgreesWithDoublePrecision(_ isa: InstructionSet) {
    var generator = RandomGenerator(seed: 1)
    var worst = 0.0
    for rows in [1, 2, 5, 6, 7, 13] {
      for columns in [1, 3, 8, 15, 16, 17, 33] {
        for depth in [0, 1, 2, 4, 7, 8, 9, 31, 64] {
          for form in 0..<8 {
            let product = Product(
              rows, columns, depth, transposeA: form & 1 != 0, transposeB: form & 2 != 0,
              accumulate: form & 4 != 0, &generator)
            worst = max(worst, product.largestError(of: product.run(isa)))
          }
        }
      }
    }
    #expect(worst < 1e-5)
  }

  @Test(arguments: InstructionSet.supported)
  func shapesBeyondTheBlocksAgreeWithDoublePrecision(_ isa: InstructionSet) {
    var generator = RandomGenerator(seed: 2)
    for (rows, columns, depth) in [
      (400, 17, 260), (100, 33, 517), (7, 20, 600), (300, 4, 270), (45, 8, 30), (30, 150, 20),
    ] {
      for form in 0..<8 {
        let product = Product(
          rows, columns, depth, transposeA: form & 1 != 0, transposeB: form & 2 != 0,
          accumulate: form & 4 != 0, &generator)
        #expect(product.largestError(of: product.run(isa)) < 1e-4)
      }
    }
  }

  @Test(arguments: InstructionSet.supported, [false, true])
  func rowIsTheSameBytesInAnyBatch(_ isa: InstructionSet, _ transposeB: Bool) {
    var generator = RandomGenerator(seed: 3)
    let whole = Product(
      420, 37, 300, transposeA: false, transposeB: transposeB, accumulate: false, &generator)
    let all = whole.run(isa)
    for row in [0, 5, 6, 311, 383, 384, 419] {
      let alone = whole.keeping(rows: row..<row + 1).run(isa)
      #expect(alone == Array(all[row * 37..<(row + 1) * 37]))
    }
    let some = whole.keeping(rows: 379..<399).run(isa)
    #expect(some == Array(all[379 * 37..<399 * 37]))
  }

  @Test func regionsOfArraysAreRespected() {
    var c = [Float](repeating: 9, count: 12)
    let a = MatrixOperand<Float>(
      [0, 1, 2, 0, 3, 4], MatrixRegion(offset: 1, rows: 2, columns: 2, rowStride: 3))
    let b = MatrixOperand<Float>([1, 0, 1, 1], rows: 2, columns: 2, transposed: true)
    Float.multiply(
      a, b, into: &c, MatrixRegion(offset: 1, rows: 2, columns: 2, rowStride: 4),
      accumulate: true)
    #expect(c == [9, 10, 12, 9, 9, 12, 16, 9, 9, 9, 9, 9])
  }
}

/// Operands of one product and what it should be.
private struct Product {
  let rows: Int, columns: Int, depth: Int
  let transposeA: Bool, transposeB: Bool, accumulate: Bool
  var a: [Float], b: [Float], c: [Float]

  init(
    _ rows: Int, _ columns: Int, _ depth: Int, transposeA: Bool, transposeB: Bool,
    accumulate: Bool, _ generator: inout RandomGenerator
  ) {
    (self.rows, self.columns, self.depth) = (rows, columns, depth)
    (self.transposeA, self.transposeB) = (transposeA, transposeB)
    self.accumulate = accumulate
    func numbers(_ count: Int) -> [Float] {
      (0..<count).map { _ in Float(generator.uniform() * 2 - 1) }
    }
    a = numbers(rows * depth)
    b = numbers(depth * columns)
    c = numbers(rows * columns)
  }

  /// The same product of some rows of an untransposed `a`.
  func keeping(rows kept: Range<Int>) -> Product {
    var copy = self
    copy.a = Array(a[kept.lowerBound * depth..<kept.upperBound * depth])
    copy.c = Array(c[kept.lowerBound * columns..<kept.upperBound * columns])
    return copy
  }

  func run(_ isa: InstructionSet) -> [Float] {
    var result = c
    let table = rk_table_for_f32(isa.kernelValue).pointee
    let rows = c.count / columns
    table.matrix.multiply(
      rows, columns, depth, a, transposeA ? rows : depth, transposeA, b,
      transposeB ? depth : columns, transposeB, &result, columns, accumulate)
    return result
  }

  func largestError(of result: [Float]) -> Double {
    var worst = 0.0
    for i in 0..<rows {
      for j in 0..<columns {
        var sum = accumulate ? Double(c[i * columns + j]) : 0
        for p in 0..<depth {
          let left = transposeA ? a[p * rows + i] : a[i * depth + p]
          let right = transposeB ? b[j * depth + p] : b[p * columns + j]
          sum += Double(left) * Double(right)
        }
        worst = max(worst, abs(Double(result[i * columns + j]) - sum))
      }
    }
    return worst
  }
}
