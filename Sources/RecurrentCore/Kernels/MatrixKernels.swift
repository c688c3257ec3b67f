internal import CRecurrentKernels

/// Dense matrix products.
package protocol MatrixKernels: BinaryFloatingPoint, Sendable {
  /// `c (m, n) = [accumulate ? c : 0] + a (m, k) · b (k, n)`.
  static func multiply(
    _ a: MatrixOperand<Self>, _ b: MatrixOperand<Self>, into c: inout [Self],
    _ region: MatrixRegion, accumulate: Bool)
}

extension Float: MatrixKernels {
  package static func multiply(
    _ a: MatrixOperand<Float>, _ b: MatrixOperand<Float>, into c: inout [Float],
    _ region: MatrixRegion, accumulate: Bool
  ) {
    checkShapes(a, b, region, count: c.count)
    unsafe a.elements.withUnsafeBufferPointer { aPointer in
      unsafe b.elements.withUnsafeBufferPointer { bPointer in
        unsafe c.withUnsafeMutableBufferPointer { cPointer in
          guard let aBase = aPointer.baseAddress, let bBase = bPointer.baseAddress,
            let cBase = cPointer.baseAddress
          else { return }
          unsafe KernelTable.float.matrix.multiply(
            region.rows, region.columns, a.columns, aBase + a.region.offset, a.region.rowStride,
            a.isTransposed, bBase + b.region.offset, b.region.rowStride, b.isTransposed,
            cBase + region.offset, region.rowStride, accumulate)
        }
      }
    }
  }
}

extension Double: MatrixKernels {
  package static func multiply(
    _ a: MatrixOperand<Double>, _ b: MatrixOperand<Double>, into c: inout [Double],
    _ region: MatrixRegion, accumulate: Bool
  ) {
    checkShapes(a, b, region, count: c.count)
    unsafe a.elements.withUnsafeBufferPointer { aPointer in
      unsafe b.elements.withUnsafeBufferPointer { bPointer in
        unsafe c.withUnsafeMutableBufferPointer { cPointer in
          guard let aBase = aPointer.baseAddress, let bBase = bPointer.baseAddress,
            let cBase = cPointer.baseAddress
          else { return }
          unsafe KernelTable.double.matrix.multiply(
            region.rows, region.columns, a.columns, aBase + a.region.offset, a.region.rowStride,
            a.isTransposed, bBase + b.region.offset, b.region.rowStride, b.isTransposed,
            cBase + region.offset, region.rowStride, accumulate)
        }
      }
    }
  }
}

private func checkShapes<Element>(
  _ a: MatrixOperand<Element>, _ b: MatrixOperand<Element>, _ c: MatrixRegion, count: Int
) {
  precondition(
    a.columns == b.rows && a.rows == c.rows && b.columns == c.columns,
    "(\(a.rows), \(a.columns)) · (\(b.rows), \(b.columns)) into (\(c.rows), \(c.columns))")
  c.checkFits(in: count)
}
