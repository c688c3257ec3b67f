import CRecurrentKernels
import Testing

@testable import RecurrentCore

/// The element loops of each instruction set against the scalar body, on sizes around a vector's.
@Suite struct OptimiserKernelsTests {
  @Test(arguments: InstructionSet.supported, 0...35)
  func instructionSetsAgree(_ isa: InstructionSet, _ count: Int) {
    let found = run(rk_table_for_f32(isa.kernelValue).pointee.optimiser, count)
    let wanted = run(rk_table_for_f32(RK_ISA_SCALAR).pointee.optimiser, count)
    #expect(found.sum == wanted.sum)
    for (a, b) in zip(found.values, wanted.values) {
      #expect(abs(a - b) <= 2e-6 * max(1, abs(b)))
    }
  }

  private func run(_ kernels: rk_optimiser_f32, _ count: Int) -> (values: [Float], sum: Double) {
    var generator = RandomGenerator(seed: UInt64(count))
    func random() -> [Float] { (0..<count).map { _ in Float(generator.uniform() * 2 - 1) } }
    let gradient = random()
    var (parameter, first, second) = (random(), random(), random().map { $0 * $0 })
    let adaptation = rk_adaptation_f32(
      step: 0.1, first_share: 0.1, second_decay: 0.99, second_share: 0.01, root_scale: 2,
      epsilon: 1e-8, penalty: 0.1, shrinkage: 0.98)
    kernels.adapt(count, adaptation, gradient, &first, &second, &parameter)
    var (velocity, descended) = (random(), random())
    kernels.descend(count, 0.1, 0.9, 0.01, true, gradient, &velocity, &descended)
    kernels.blend(count, 0.25, gradient, &velocity)
    kernels.scale(count, 1.5, &descended)
    kernels.clamp(count, 0.7, &descended)
    return (
      first + second + parameter + velocity + descended, kernels.sum_of_squares(count, gradient)
    )
  }
}
