import CRecurrentKernels

@testable import RecurrentCore

/// What a convolution gives: outputs and gradients.
struct ConvolutionResults<Element> {
  var output: [Element]
  var inputGradient: [Element]
  var weightGradient: [Element]

  func mapped<Other>(_ transform: (Element) -> Other) -> ConvolutionResults<Other> {
    ConvolutionResults<Other>(
      output: output.map(transform), inputGradient: inputGradient.map(transform),
      weightGradient: weightGradient.map(transform))
  }
}

/// Operands of one convolution and what it should give.
struct ConvolutionOperands {
  let shape: ConvolutionShape
  var input: [Float], weight: [Float], bias: [Float], outputGradient: [Float]

  init(_ shape: ConvolutionShape) {
    self.shape = shape
    var generator = RandomGenerator(seed: 5)
    func numbers(_ count: Int) -> [Float] {
      (0..<count).map { _ in Float(generator.uniform() * 2 - 1) }
    }
    input = numbers(shape.time * shape.batch * shape.inputs)
    weight = numbers(shape.outputs * shape.inputs * shape.taps)
    bias = numbers(shape.outputs)
    outputGradient = numbers(shape.outputTime * shape.batch * shape.outputs)
  }

  /// One sequence's steps of `(time, batch, features)`.
  func steps(_ values: [Float], features: Int, of sequence: Int) -> [Float] {
    stride(from: 0, to: values.count, by: shape.batch * features).flatMap {
      values[$0 + sequence * features..<$0 + (sequence + 1) * features]
    }
  }

  /// By the kernels of one instruction set; what they leave unwritten stays NaN.
  func results(_ isa: InstructionSet) -> ConvolutionResults<Float> {
    let table = rk_table_for_f32(isa.kernelValue).pointee.convolution
    let (forward, reverse) = (shape.kernelValue, shape.reversed.kernelValue)
    var panels = [Float](repeating: .nan, count: table.packed_count(forward))
    table.pack(forward, weight, &panels)
    var workspace = [Float](
      repeating: .nan, count: max(table.workspace(forward), table.workspace(reverse)))
    var output = [Float](repeating: .nan, count: outputGradient.count)
    table.convolve(forward, input, panels, bias, false, &workspace, &output)
    panels = [Float](repeating: .nan, count: table.packed_count(reverse))
    table.pack_reversed(reverse, weight, &panels)
    var byInput = [Float](repeating: .nan, count: input.count)
    table.convolve(reverse, outputGradient, panels, nil, false, &workspace, &byInput)
    var sums = [Float](repeating: .nan, count: table.packed_count(forward))
    table.weight_gradient(forward, input, outputGradient, &workspace, &sums)
    var byWeight = [Float](repeating: 0, count: weight.count)
    table.add_unpacked(forward, sums, &byWeight)
    return ConvolutionResults(output: output, inputGradient: byInput, weightGradient: byWeight)
  }

  /// By the plain kernels in double precision.
  var doubleResults: ConvolutionResults<Double> {
    let (weight, bias) = (weight.map(Double.init), bias.map(Double.init))
    let (input, outputGradient) = (input.map(Double.init), outputGradient.map(Double.init))
    var byWeight = [Double](repeating: 0, count: weight.count)
    Double.addWeightGradient(shape, input, outputGradient, to: &byWeight)
    return ConvolutionResults(
      output: Double.convolve(shape, input, Double.packed(weight, shape), bias: bias),
      inputGradient: Double.convolve(
        shape.reversed, outputGradient, Double.packedReversed(weight, shape)),
      weightGradient: byWeight)
  }

  /// Term by term.
  var definition: ConvolutionResults<Double> {
    var result = ConvolutionResults<Double>(
      output: outputGradient.indices.map { Double(bias[$0 % shape.outputs]) },
      inputGradient: input.map { _ in 0 }, weightGradient: weight.map { _ in 0 })
    for row in 0..<shape.outputTime * shape.batch {
      for tap in 0..<shape.taps {
        let seen = row + (tap * shape.dilation - shape.before) * shape.batch
        guard 0..<shape.time * shape.batch ~= seen else { continue }
        for output in 0..<shape.outputs {
          for feature in 0..<shape.inputs {
            let place = row * shape.outputs + output
            let source = seen * shape.inputs + feature
            let factor = (output * shape.inputs + feature) * shape.taps + tap
            result.output[place] += Double(input[source]) * Double(weight[factor])
            result.inputGradient[source] +=
              Double(outputGradient[place]) * Double(weight[factor])
            result.weightGradient[factor] +=
              Double(outputGradient[place]) * Double(input[source])
          }
        }
      }
    }
    return result
  }
}
