internal import CRecurrentKernels

/// Element loops of training over arrays of equal size.
enum OptimiserKernels {
  /// `values *= factor`.
  static func scale(_ values: inout [Float], by factor: Float) {
    unsafe values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe KernelTable.float.optimiser.scale(buffer.count, factor, base)
    }
  }

  /// `values` limited to `-limit...limit`.
  static func clamp(_ values: inout [Float], to limit: Float) {
    unsafe values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe KernelTable.float.optimiser.clamp(buffer.count, limit, base)
    }
  }

  /// In double precision: not finite exactly when a value is not.
  static func sumOfSquares(_ values: [Float]) -> Double {
    unsafe values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe KernelTable.float.optimiser.sum_of_squares(buffer.count, base)
    }
  }

  /// `into += share * (from - into)`.
  static func blend(_ from: [Float], into: inout [Float], share: Float) {
    unsafe update(&into, from) { unsafe KernelTable.float.optimiser.blend($0, share, $1, $2) }
  }

  /// One step of stochastic gradient descent with momentum.
  static func descend(
    _ parameter: inout [Float], velocity: inout [Float], gradient: [Float], rate: Float,
    momentum: Float, decay: Float, nesterov: Bool
  ) {
    precondition(
      velocity.count == parameter.count, "\(velocity.count) velocities, \(parameter.count) values")
    unsafe velocity.withUnsafeMutableBufferPointer { velocity in
      guard let velocityBase = velocity.baseAddress else { return }
      unsafe update(&parameter, gradient) {
        unsafe KernelTable.float.optimiser.descend(
          $0, rate, momentum, decay, nesterov, $1, velocityBase, $2)
      }
    }
  }

  /// The numbers of one step of Adam: Kingma & Ba 2015, Loshchilov & Hutter 2019.
  struct Adaptation {
    var rate: Double
    var beta1: Double
    var beta2: Double
    var epsilon: Double
    /// Updates done, this one included.
    var step: Int
    /// Decay through the gradient (Adam).
    var penalty: Double
    /// Decay of the parameter itself (AdamW), as a factor.
    var shrinkage: Double

    fileprivate var kernelValue: rk_adaptation_f32 {
      rk_adaptation_f32(
        step: Float(rate / (1 - power(beta1, step))), first_share: Float(1 - beta1),
        second_decay: Float(beta2), second_share: Float(1 - beta2),
        root_scale: Float(1 / (1 - power(beta2, step)).squareRoot()), epsilon: Float(epsilon),
        penalty: Float(penalty), shrinkage: Float(shrinkage))
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
      var result = 1.0
      var square = base
      var rest = exponent
      while rest > 0 {
        if rest & 1 == 1 { result *= square }
        square *= square
        rest >>= 1
      }
      return result
    }
  }

  /// One step of Adam or AdamW.
  static func adapt(
    _ parameter: inout [Float], first: inout [Float], second: inout [Float], gradient: [Float],
    _ adaptation: Adaptation
  ) {
    precondition(
      first.count == parameter.count && second.count == parameter.count,
      "\(first.count) and \(second.count) moments, \(parameter.count) values")
    let numbers = adaptation.kernelValue
    unsafe first.withUnsafeMutableBufferPointer { first in
      unsafe second.withUnsafeMutableBufferPointer { second in
        guard let firstBase = first.baseAddress, let secondBase = second.baseAddress else { return }
        unsafe update(&parameter, gradient) {
          unsafe KernelTable.float.optimiser.adapt($0, numbers, $1, firstBase, secondBase, $2)
        }
      }
    }
  }

  private static func update(
    _ into: inout [Float], _ from: [Float],
    _ body: (Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    precondition(from.count == into.count, "\(from.count) values for \(into.count)")
    unsafe into.withUnsafeMutableBufferPointer { into in
      unsafe from.withUnsafeBufferPointer { from in
        guard let intoBase = into.baseAddress, let fromBase = from.baseAddress else { return }
        unsafe body(into.count, fromBase, intoBase)
      }
    }
  }
}
