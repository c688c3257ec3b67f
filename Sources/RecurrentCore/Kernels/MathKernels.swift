internal import CRecurrentKernels

/// Functions of one number that layers apply to whole arrays.
package enum ElementaryFunction: Sendable, CaseIterable {
  /// `exp(x)`.
  case exponential
  /// `1 / (1 + exp(-x))`.
  case sigmoid
  /// `tanh(x)`.
  case hyperbolicTangent
  /// `log(x)`: NaN for negative numbers.
  case naturalLogarithm
}

/// Elementary functions over arrays.
package protocol MathKernels: BinaryFloatingPoint, Sendable {
  /// Replaces each value by the function of it: a few units in the last place, NaN stays NaN.
  static func apply(_ function: ElementaryFunction, to values: inout [Self])
}

extension Float: MathKernels {
  package static func apply(_ function: ElementaryFunction, to values: inout [Float]) {
    unsafe values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let count = buffer.count
      switch function {
      case .exponential: unsafe KernelTable.float.math.exp(count, base)
      case .sigmoid: unsafe KernelTable.float.math.sigmoid(count, base)
      case .hyperbolicTangent: unsafe KernelTable.float.math.tanh(count, base)
      case .naturalLogarithm: unsafe KernelTable.float.math.log(count, base)
      }
    }
  }
}

extension Double: MathKernels {
  package static func apply(_ function: ElementaryFunction, to values: inout [Double]) {
    unsafe values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let count = buffer.count
      switch function {
      case .exponential: unsafe KernelTable.double.math.exp(count, base)
      case .sigmoid: unsafe KernelTable.double.math.sigmoid(count, base)
      case .hyperbolicTangent: unsafe KernelTable.double.math.tanh(count, base)
      case .naturalLogarithm: unsafe KernelTable.double.math.log(count, base)
      }
    }
  }
}
