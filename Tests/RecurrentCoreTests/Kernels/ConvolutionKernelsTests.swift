import CRecurrentKernels
import Testing

@testable import RecurrentCore

/// Convolutions of each instruction set against their definition in double precision.
@Suite struct ConvolutionKernelsTests {
  /// Wide ones with 5 taps go by Winograd's method. Odd sizes around the tiles' and blocks' borders; taps that see nothing; one and many steps.
  static let shapes: [ConvolutionShape] = {
    var result: [ConvolutionShape] = []
    for (inputs, outputs) in [(1, 8), (3, 5), (8, 16), (17, 33), (64, 31), (130, 17), (330, 18)] {
      for (time, batch) in [(1, 1), (2, 7), (9, 3), (33, 2), (40, 13), (300, 1)] {
        for (taps, dilation) in [(5, 1), (1, 1), (4, 3), (5, 1)] {
          let paddings = [WindowGeometry.Padding.same, .valid, .causal]
          let geometry = WindowGeometry.convolution(
            taps: taps, stride: 1, dilation: dilation, padding: paddings[result.count % 3])
          result.append(
            ConvolutionShape(
              time: time, batch: batch, inputs: inputs, outputs: outputs, taps: taps,
              dilation: dilation, before: geometry.before,
              outputTime: geometry.outputSteps(time)))
        }
      }
    }
    return result
  }()

  @Test(arguments: InstructionSet.supported)
  func everyShapeAgreesWithDoublePrecision(_ isa: InstructionSet) {
    for shape in Self.shapes {
      let operands = ConvolutionOperands(shape)
      expect(operands.results(isa), operands.doubleResults, "\(isa) \(shape)")
    }
  }

  @Test func doublePrecisionEqualsTheDefinition() {
    for shape in Self.shapes where shape.time < 40 && shape.inputs * shape.outputs < 300 {
      let operands = ConvolutionOperands(shape)
      let results = operands.doubleResults
      expect(results.mapped { Float($0) }, operands.definition, "\(shape)")
    }
  }

  @Test(arguments: InstructionSet.supported)
  func sequenceIsTheSameBytesInAnyBatch(_ isa: InstructionSet) {
    for (inputs, outputs) in [(1, 8), (16, 32), (128, 40)] {
      func shape(time: Int, batch: Int) -> ConvolutionShape {
        ConvolutionShape(
          time: time, batch: batch, inputs: inputs, outputs: outputs, taps: 5, dilation: 1,
          before: 2, outputTime: time)
      }
      let many = ConvolutionOperands(shape(time: 20, batch: 11))
      let together = many.results(isa).output
      for sequence in [0, 4, 10] {
        var alone = ConvolutionOperands(shape(time: 20, batch: 1))
        alone.weight = many.weight
        alone.bias = many.bias
        alone.input = many.steps(many.input, features: inputs, of: sequence)
        #expect(
          alone.results(isa).output == many.steps(together, features: outputs, of: sequence))
      }
    }
  }

  private func expect(
    _ results: ConvolutionResults<Float>, _ expected: ConvolutionResults<Double>, _ what: String
  ) {
    for (name, values, expected) in [
      ("forward", results.output, expected.output),
      ("by input", results.inputGradient, expected.inputGradient),
      ("by weight", results.weightGradient, expected.weightGradient),
    ] {
      #expect(values.count == expected.count, "\(name), \(what)")
      // Relative to the largest: sums of many terms lose digits by their size.
      let size = max(1, expected.map(abs).max() ?? 0)
      let largest = zip(values, expected).map { abs(Double($0) - $1) }.max() ?? 0
      #expect(largest <= 1e-5 * size, "\(name), \(what)")
    }
  }
}
