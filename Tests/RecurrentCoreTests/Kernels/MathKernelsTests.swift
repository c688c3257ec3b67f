import CRecurrentKernels
import Glibc
import Testing

@testable import RecurrentCore

/// The arrays' functions on every instruction set against libm in double precision.
@Suite struct MathKernelsTests {
  private static let sweep: [Float] =
    (-100_000...100_000).map { Float($0) * 1e-3 }
    + (1...40).flatMap { [Float(1) / Float(1 << min($0, 30)), -Float($0) * 1e-6] }

  @Test(arguments: InstructionSet.supported)
  func exponentialIsAccurate(_ isa: InstructionSet) {
    let inputs = Self.sweep.filter { $0 > -87.3 && $0 < 88.7 }
    let outputs = apply(isa, \.exp, inputs)
    expectClose(inputs, outputs, Glibc.exp) { 2e-7 * $0 }
  }

  @Test(arguments: InstructionSet.supported)
  func sigmoidIsAccurate(_ isa: InstructionSet) {
    let outputs = apply(isa, \.sigmoid, Self.sweep)
    expectClose(Self.sweep, outputs, { 1 / (1 + Glibc.exp(-$0)) }) { 3e-7 * $0 + 2e-38 }
  }

  @Test(arguments: InstructionSet.supported)
  func hyperbolicTangentIsAccurateRelativeToItsSize(_ isa: InstructionSet) {
    let outputs = apply(isa, \.tanh, Self.sweep)
    expectClose(Self.sweep, outputs, Glibc.tanh) { 4e-7 * abs($0) }
  }

  @Test(arguments: InstructionSet.supported)
  func logarithmIsAccurate(_ isa: InstructionSet) {
    let inputs =
      (1...40_000).map { Float($0) * 1e-3 }
      + (-148...127).map { Float(sign: .plus, exponent: $0, significand: 1) }
    let outputs = apply(isa, \.log, inputs)
    expectClose(inputs, outputs, Glibc.log) { 3e-7 * max(abs($0), 0.1) }
  }

  @Test(arguments: InstructionSet.supported)
  func extremesSaturateAndNaNPropagates(_ isa: InstructionSet) {
    let infinity = Float.infinity
    let inputs: [Float] = [-infinity, -1e30, -200, 200, 1e30, infinity, .nan]
    let exponentials = apply(isa, \.exp, inputs)
    #expect(exponentials.prefix(6) == [0, 0, 0, infinity, infinity, infinity])
    #expect(exponentials[6].isNaN)
    let sigmoids = apply(isa, \.sigmoid, inputs)
    #expect(sigmoids.prefix(3).allSatisfy { $0 >= 0 && $0 < 1e-37 })
    #expect(sigmoids[3...5].allSatisfy { $0 == 1 } && sigmoids[6].isNaN)
    let tangents = apply(isa, \.tanh, inputs)
    #expect(tangents.prefix(6) == [-1, -1, -1, 1, 1, 1])
    #expect(tangents[6].isNaN)
    let logarithms = apply(isa, \.log, [0, -1, infinity, .nan])
    #expect(logarithms[0] == -infinity && logarithms[2] == infinity)
    #expect(logarithms[1].isNaN && logarithms[3].isNaN)
  }

  @Test(arguments: InstructionSet.supported, 0...20)
  func resultDoesNotDependOnThePlaceInTheArray(_ isa: InstructionSet, _ count: Int) {
    let value: Float = 0.7315
    let functions: [KeyPath<rk_math_f32, Function?>] = [\.exp, \.sigmoid, \.tanh, \.log]
    for function in functions {
      let outputs = apply(isa, function, Array(repeating: value, count: count + 1))
      #expect(outputs.allSatisfy { $0.bitPattern == outputs[0].bitPattern })
    }
  }

  @Test func doubleIsTheLibrarys() {
    var values: [Double] = [-3, 0.25, 2]
    Double.apply(.sigmoid, to: &values)
    #expect(values == [-3, 0.25, 2].map { 1 / (1 + Glibc.exp(-$0)) })
  }

  private func expectClose(
    _ inputs: [Float], _ outputs: [Float], _ function: (Double) -> Double,
    tolerance: (Double) -> Double
  ) {
    #expect(inputs.count == outputs.count)
    let misses = zip(inputs, outputs).filter { x, y in
      let expected = function(Double(x))
      return !(abs(Double(y) - expected) <= tolerance(expected))
    }
    #expect(misses.isEmpty, "\(misses.count) misses, first (x, f(x)) = \(misses.prefix(3))")
  }

  typealias Function = @convention(c) (Int, UnsafeMutablePointer<Float>?) -> Void

  private func apply(
    _ isa: InstructionSet, _ function: KeyPath<rk_math_f32, Function?>, _ inputs: [Float]
  ) -> [Float] {
    var values = inputs
    let table = rk_table_for_f32(isa.kernelValue).pointee
    table.math[keyPath: function]?(values.count, &values)
    return values
  }
}
