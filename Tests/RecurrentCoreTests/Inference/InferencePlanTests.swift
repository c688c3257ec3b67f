import Glibc
import Testing

@testable import RecurrentCore

@Suite struct InferencePlanTests {
  @Test(arguments: InstructionSet.supported, NaiveCell.allCases)
  func recurrentStatesAgreeWithDoublePrecision(_ isa: InstructionSet, _ cell: NaiveCell) {
    var generator = RandomGenerator(seed: 5)
    for (features, hidden) in [(4, 1), (4, 5), (3, 8), (6, 13)] {
      for isReversed in [false, true] {
        let layer = NaiveLayer(cell, features, hidden, isReversed, &generator)
        let inputs = numbers(7 * 3 * features, 2, &generator)
        let expected = (0..<3).flatMap { sequence in
          layer.run(
            (0..<7).map { step in
              (0..<features).map { Double(inputs[(step * 3 + sequence) * features + $0]) }
            }
          ).flatMap { $0 }
        }
        let plan = InferencePlan(
          stages: [.recurrence([layer.packed(readsCodes: false)], isLastOnly: false)],
          instructionSet: isa)
        var output: [Float] = []
        plan.run(inputs, batch: 3, length: 7, InferenceWorkspace(), into: &output)
        #expect(largestDifference(output, expected) < 2e-6)
      }
    }
  }

  @Test(arguments: InstructionSet.supported, NaiveCell.allCases)
  func lettersReadLikeTheirOneHotValues(_ isa: InstructionSet, _ cell: NaiveCell) {
    var generator = RandomGenerator(seed: 6)
    let layers = [false, true].map { NaiveLayer(cell, 4, 6, $0, &generator) }
    let codes: [UInt8] = [0, 3, 4, 2, 1, 5, 3, 0, 2, 4, 9]
    let channels = codes.map(oneHot)
    let offsets = [0, 2, 1]
    let length = 9
    for isLastOnly in [false, true] {
      let plan = InferencePlan(
        stages: [
          .recurrence(layers.map { $0.packed(readsCodes: true) }, isLastOnly: isLastOnly)
        ], instructionSet: isa)
      var output: [Float] = []
      plan.run(
        codes, windowsAt: offsets, length: length, InferenceWorkspace(), into: &output)
      let expected = offsets.flatMap { offset in
        let states = layers.map { $0.run(Array(channels[offset..<offset + length])) }
        if isLastOnly { return states[0][length - 1] + states[1][0] }
        return (0..<length).flatMap { states[0][$0] + states[1][$0] }
      }
      #expect(largestDifference(output, expected) < 2e-6)
    }
  }

  @Test(arguments: InstructionSet.supported, [1, 2, 3, 4])
  func convolutionsAgreeWithDoublePrecision(_ isa: InstructionSet, _ variant: Int) {
    var generator = RandomGenerator(seed: 7)
    let (filters, taps, stride) = (7, 5, variant == 3 ? 2 : 1)
    let dilation = variant == 2 ? 2 : 1
    let padding = variant == 1 ? (before: 0, after: 0) : (before: 4, after: 3)
    let pool =
      variant == 2
      ? LanePool.none
      : LanePool(size: 4, stride: 2, before: variant == 4 ? 1 : 0, isPadded: variant == 4)
    let matrix = numbers(filters * taps * 4, 1, &generator)
    let bias = numbers(filters, 0.5, &generator)
    let codes: [UInt8] = (0..<40).map { _ in UInt8(generator.next() % (variant == 1 ? 4 : 6)) }
    let offsets = [0, 17, 3]
    let length = 23
    func naive(_ offset: Int) -> [Double] {
      let zeros = [Double](repeating: 0, count: 4)
      let input =
        Array(repeating: zeros, count: padding.before)
        + codes[offset..<offset + length].map(oneHot)
        + Array(repeating: zeros, count: padding.after)
      let count = (input.count - (taps - 1) * dilation - 1) / stride + 1
      let steps = (0..<count).map { step in
        (0..<filters).map { filter in
          var sum = Double(bias[filter])
          for tap in 0..<taps {
            for channel in 0..<4 {
              sum +=
                Double(matrix[(filter * taps + tap) * 4 + channel])
                * input[step * stride + tap * dilation][channel]
            }
          }
          return max(0, sum)
        }
      }
      let pooled = pool.isPadded ? (count + 1) / 2 : (count - pool.size) / pool.stride + 1
      return (0..<pooled).flatMap { step -> [Double] in
        let begin = step * pool.stride - pool.before
        let seen = steps[max(0, begin)..<min(count, begin + pool.size)]
        return (0..<filters).map { filter in seen.map { $0[filter] }.max() ?? 0 }
      }
    }
    let expected = offsets.flatMap(naive)
    let byCode = InferencePlan(
      stages: [
        .codeConvolution(
          LaneCodeConvolution(
            filters: filters, taps: taps, stride: stride, dilation: dilation, padding: padding,
            pool: pool, matrix: matrix, bias: bias, isRectified: true))
      ], instructionSet: isa)
    var output: [Float] = []
    byCode.run(codes, windowsAt: offsets, length: length, InferenceWorkspace(), into: &output)
    #expect(largestDifference(output, expected) < 2e-6)

    guard dilation == 1 else { return }
    let byValue = InferencePlan(
      stages: [
        .product(
          LaneProduct(
            rows: filters, features: 4, taps: taps, stride: stride, padding: padding, pool: pool,
            matrix: matrix, bias: bias, activation: .rectifier))
      ], instructionSet: isa)
    let values = (0..<length).flatMap { step in
      offsets.flatMap { oneHot(codes[$0 + step]).map { Float($0) } }
    }
    byValue.run(values, batch: 3, length: length, InferenceWorkspace(), into: &output)
    #expect(largestDifference(output, expected) < 2e-6)
  }

  @Test(arguments: InstructionSet.supported)
  func poolingAndActivationsAgreeWithDoublePrecision(_ isa: InstructionSet) {
    var generator = RandomGenerator(seed: 8)
    let values = numbers(5 * 2 * 3, 3, &generator)
    for largest in [false, true] {
      let plan = InferencePlan(
        stages: [.pooling(features: 3, [largest ? .max : .mean])], instructionSet: isa)
      var output: [Float] = []
      plan.run(values, batch: 2, length: 5, InferenceWorkspace(), into: &output)
      let expected = (0..<2).flatMap { sequence in
        (0..<3).map { feature in
          let column = (0..<5).map { Double(values[($0 * 2 + sequence) * 3 + feature]) }
          return largest ? column.max() ?? 0 : column.reduce(0, +) / 5
        }
      }
      #expect(largestDifference(output, expected) < 1e-6)
    }
    let functions: [(LaneActivation, (Double) -> Double)] = [
      (.identity, { $0 }), (.rectifier, { max(0, $0) }), (.tanh, Glibc.tanh),
      (.sigmoid, { 1 / (1 + Glibc.exp(-$0)) }),
    ]
    for (activation, function) in functions {
      let plan = InferencePlan(
        stages: [
          .product(
            LaneProduct(
              rows: 1, features: 1, matrix: [1], bias: [0], activation: activation))
        ], instructionSet: isa)
      var output: [Float] = []
      let inputs: [Float] = [-300, -20, -1.5, -0.001, 0, 0.25, 3, 60]
      plan.run(inputs, batch: inputs.count, length: 1, InferenceWorkspace(), into: &output)
      #expect(largestDifference(output, inputs.map { function(Double($0)) }) < 1e-6)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func windowGetsTheSameBytesInAnyBatch(_ isa: InstructionSet) {
    var generator = RandomGenerator(seed: 9)
    let plan = smallNetwork(isa, &generator)
    let codes: [UInt8] = (0..<400).map { _ in
      generator.next() % 50 == 0 ? 4 : UInt8(generator.next() % 4)
    }
    let offsets = (0..<61).map { $0 * 6 }
    let workspace = InferenceWorkspace()
    var together: [Float] = []
    plan.run(codes, windowsAt: offsets, length: 40, workspace, into: &together)
    for (index, offset) in offsets.enumerated() {
      var alone: [Float] = []
      plan.run(codes, windowsAt: [offset], length: 40, workspace, into: &alone)
      #expect(alone.map(\.bitPattern) == [together[index].bitPattern])
    }
    for count in [2, 5, 9, 17, 25, 33, 49] {
      var some: [Float] = []
      plan.run(
        codes, windowsAt: Array(offsets.prefix(count)), length: 40, workspace, into: &some)
      #expect(some.map(\.bitPattern) == together.prefix(count).map(\.bitPattern))
    }
    var backwards: [Float] = []
    plan.run(codes, windowsAt: offsets.reversed(), length: 40, workspace, into: &backwards)
    #expect(backwards.reversed().map(\.bitPattern) == together.map(\.bitPattern))
  }

  @Test func workspaceServesPlansOfOtherShapes() {
    var generator = RandomGenerator(seed: 10)
    let small = smallNetwork(.current, &generator)
    let layer = NaiveLayer(.lstm, 4, 20, false, &generator)
    let large = InferencePlan(
      stages: [.recurrence([layer.packed(readsCodes: true)], isLastOnly: false)])
    let codes: [UInt8] = (0..<300).map { _ in UInt8(generator.next() % 4) }
    let shared = InferenceWorkspace()
    for (plan, length) in [(small, 40), (large, 200), (small, 60), (large, 9), (small, 40)] {
      var expected: [Float] = []
      plan.run(codes, windowsAt: [3, 90], length: length, InferenceWorkspace(), into: &expected)
      var output: [Float] = []
      plan.run(codes, windowsAt: [3, 90], length: length, shared, into: &output)
      #expect(output == expected)
    }
  }

  @Test func otherStrandIsReadThroughTheComplement() {
    var generator = RandomGenerator(seed: 11)
    let plan = smallNetwork(.current, &generator)
    let codes: [UInt8] = (0..<64).map { _ in UInt8(generator.next() % 5) }
    let complement: [UInt8] = (0...255).map { $0 < 4 ? 3 - $0 : $0 == 4 ? 4 : 5 }
    var direct: [Float] = []
    plan.run(
      codes, windowsAt: [5], length: 50,
      reading: LetterReading(table: complement, isReversed: true),
      InferenceWorkspace(), into: &direct)
    let other = codes[5..<55].reversed().map { complement[Int($0)] }
    var expected: [Float] = []
    plan.run(other, windowsAt: [0], length: 50, InferenceWorkspace(), into: &expected)
    #expect(direct == expected)
  }

  @Test func threadsShareAnEngine() async {
    var generator = RandomGenerator(seed: 13)
    let engine = InferenceEngine(smallNetwork(.current, &generator))
    let codes: [UInt8] = (0..<900).map { _ in UInt8(generator.next() % 4) }
    let blocks = (0..<16).map { block in (0..<25).map { block * 50 + $0 } }
    let expected = blocks.map { engine.run(codes, windowsAt: $0, length: 40) }
    let results = await withTaskGroup(of: (Int, [Float]).self) { group in
      for (index, offsets) in blocks.enumerated() {
        group.addTask { (index, engine.run(codes, windowsAt: offsets, length: 40)) }
      }
      return await group.reduce(into: [[Float]](repeating: [], count: 16)) { $0[$1.0] = $1.1 }
    }
    #expect(results == expected)
  }

  @Test func sequenceTooShortForTheNetworkGivesNothing() {
    var generator = RandomGenerator(seed: 12)
    let plan = smallNetwork(.current, &generator)
    var output: [Float] = [1]
    plan.run([0, 1, 2], windowsAt: [0], length: 3, InferenceWorkspace(), into: &output)
    #expect(output.isEmpty)
  }

  private func smallNetwork(
    _ isa: InstructionSet, _ generator: inout RandomGenerator
  ) -> InferencePlan {
    let directions = [false, true].map {
      NaiveLayer(.lstm, 6, 5, $0, &generator).packed(readsCodes: false)
    }
    return InferencePlan(
      stages: [
        .codeConvolution(
          LaneCodeConvolution(
            filters: 6, taps: 7, stride: 1, dilation: 1, padding: (0, 0),
            pool: LanePool(size: 3, stride: 3), matrix: numbers(6 * 7 * 4, 1, &generator),
            bias: numbers(6, 1, &generator), isRectified: true)),
        .recurrence(directions, isLastOnly: true),
        .product(
          LaneProduct(
            rows: 1, features: 10, matrix: numbers(10, 1, &generator), bias: [0.5],
            activation: .identity)),
      ], instructionSet: isa)
  }
}

func numbers(_ count: Int, _ scale: Double, _ generator: inout RandomGenerator) -> [Float] {
  (0..<count).map { _ in Float((generator.uniform() * 2 - 1) * scale) }
}

func oneHot(_ code: UInt8) -> [Double] {
  (0..<4).map { $0 == code ? 1 : code == LetterCode.uniform ? 0.25 : 0 }
}

func largestDifference(_ output: [Float], _ expected: [Double]) -> Double {
  guard output.count == expected.count else { return .infinity }
  return zip(output, expected).map { abs(Double($0) - $1) }.max() ?? 0
}
