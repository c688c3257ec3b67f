import Foundation
import TestSupport
import Testing

@testable import RecurrentCore

/// Outputs, states and gradients in single precision against PyTorch's
/// (`scripts/generate-recurrent-vectors.py`).
@Suite struct PyTorchVectorTests {
  static let cases: [(name: String, configuration: RecurrentConfiguration)] = [
    ("rnn-tanh", .vector(.plain(.tanh))),
    ("rnn-relu", .vector(.plain(.rectifier), isStacked: true)),
    ("lstm", .vector(.lstm(.tanh))),
    ("lstm-stacked", .vector(.lstm(.tanh), isStacked: true)),
    ("gru", .vector(.gru(.afterProduct))),
    ("gru-stacked", .vector(.gru(.afterProduct), isStacked: true)),
    ("gru-before", .vector(.gru(.beforeProduct), isBidirectional: true)),
    ("lstm-sigmoid", .vector(.lstm(.sigmoid), isBidirectional: true)),
    ("plain-leaky", .vector(.plain(.tanh), isBidirectional: true, leak: 0.3)),
    ("lstm-skip", .vector(.lstm(.tanh), isBidirectional: true, skip: 3)),
  ]

  @Test(arguments: cases)
  func outputsStatesAndGradientsAgree(
    name: String, configuration: RecurrentConfiguration
  ) throws {
    let vectors = try Vectors(name)
    let layer = RecurrentLayer<Float>(configuration)
    // The state dictionary of torch.nn loads by name and shape as it is.
    let parameters = try vectors.file.parameters(layer.parameters, prefix: name + "/")
    let shape = Shape.sequences(
      time: 6, batch: 3, features: configuration.inputFeatures)
    let input = SequenceBatch(Tensor(shape, vectors["input"]), lengths: vectors.lengths)
    let initial = vectors.state("h0", "c0", layer)

    var context = ForwardContext()
    let (output, trace) = layer.forward(input, parameters, &context, initial: initial)
    expectEqual(output.values.elements, vectors["output"], "output")
    let final = trace.finalState
    if initial != nil {
      expectEqual(final.directions.flatMap(\.hidden.elements), vectors["hn"], "hn")
      expectEqual(final.directions.flatMap { $0.cell?.elements ?? [] }, vectors["cn"], "cn")
    }

    var gradients = parameters.zeros
    let gradient = layer.backward(
      Tensor(output.values.shape, vectors["output_weight"]).zeroingPadding(input.lengths),
      final: vectors.state("hn_weight", "cn_weight", layer), trace, parameters, &gradients)
    expectEqual(gradient.input.elements, vectors["gradient.input"], "input's gradient")
    for declaration in layer.parameters {
      expectEqual(
        gradients[declaration.name].elements, vectors["gradient." + declaration.name],
        declaration.name)
    }
    if initial != nil {
      let states = gradient.initial.directions
      expectEqual(states.flatMap(\.hidden.elements), vectors["gradient.h0"], "h0's gradient")
      expectEqual(
        states.flatMap { $0.cell?.elements ?? [] }, vectors["gradient.c0"], "c0's gradient")
    }
  }

  @Test func parametersStandInPyTorchsOrder() {
    var configuration = RecurrentConfiguration.vector(.lstm(.tanh), isStacked: true)
    configuration.hiddenSize = 2
    #expect(
      RecurrentLayer<Float>(configuration).parameters.map(\.name) == [
        "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
        "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse",
        "bias_hh_l0_reverse",
        "weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1",
        "weight_ih_l1_reverse", "weight_hh_l1_reverse", "bias_ih_l1_reverse",
        "bias_hh_l1_reverse",
      ])
  }

  private func expectEqual(
    _ values: [Float], _ expected: [Float], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(values.count == expected.count, "\(what)", sourceLocation: sourceLocation)
    let largest = zip(values, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(largest <= 1e-5, "\(what): differs by \(largest)", sourceLocation: sourceLocation)
  }
}

/// One case of the stored vectors.
private struct Vectors {
  let file: SafetensorsFile
  let name: String

  init(_ name: String) throws {
    let bytes = try referenceFile("recurrent-vectors.safetensors")
    file = try SafetensorsFile([UInt8](bytes), path: "recurrent-vectors.safetensors")
    self.name = name + "/"
  }

  /// Its numbers; none if the case has no such tensor.
  subscript(key: String) -> [Float] { file.tensors[name + key]?.floats ?? [] }

  var lengths: [Int] {
    file.tensors[name + "lengths"].map { tensor in
      tensor.bytes.withUnsafeBytes { bytes in
        (0..<bytes.count / 8).map {
          Int(bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self))
        }
      }
    } ?? []
  }

  /// The state of those names; nil if the case has none.
  func state(
    _ hidden: String, _ cell: String, _ layer: RecurrentLayer<Float>
  ) -> RecurrentState<Float>? {
    let hiddenValues = self[hidden]
    let cellValues = self[cell]
    if hiddenValues.isEmpty { return nil }
    let size = 3 * layer.configuration.hiddenSize
    return RecurrentState(
      directions: stride(from: 0, to: hiddenValues.count, by: size).map { start in
        DirectionState(
          hidden: Tensor(
            .sequences(time: 1, batch: 3, features: size / 3),
            Array(hiddenValues[start..<start + size])),
          cell: cellValues.isEmpty
            ? nil
            : Tensor(
              Shape([.batch: 3, .features: size / 3]), Array(cellValues[start..<start + size])))
      })
  }
}

extension Tensor {
  /// The gradient by an output: padded steps carry none.
  fileprivate func zeroingPadding(_ lengths: [Int]) -> Tensor {
    let batch = SequenceBatch(Tensor(shape), lengths: lengths)
    return Tensor(shape, zip(elements, batch.validity).map { $1 ? $0 : 0 })
  }
}

extension RecurrentConfiguration {
  fileprivate static func vector(
    _ cell: Cell, isStacked: Bool = false, isBidirectional: Bool = false, leak: Double? = nil,
    skip: Int? = nil
  ) -> RecurrentConfiguration {
    var result = RecurrentConfiguration(cell: cell, inputFeatures: 4, hiddenSize: 5)
    result.layers = isStacked ? 2 : 1
    result.direction = isStacked || isBidirectional ? .bidirectional : .forward
    result.leak = leak.map { .fixed($0) } ?? .none
    result.skip = skip
    return result
  }
}
