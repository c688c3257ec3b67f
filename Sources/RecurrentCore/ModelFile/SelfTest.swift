/// An input and the output the model gave for it when it was made; replayed by `models verify`.
package struct SelfTest: Sendable, Equatable {
  package let input: NetworkInput<Float>
  /// The network's output, `(time', batch, features)`, flattened.
  package let expected: [Float]

  /// What the network now gives for the input.
  package init(
    _ input: NetworkInput<Float>, of network: Network<Float>, _ parameters: ParameterSet<Float>
  ) {
    self.input = input
    expected = network.predict(input, parameters).values.elements
  }

  /// The largest difference between the expected output and `output`; infinite if it is of another
  /// size or not a number.
  package func largestDifference(from output: [Float]) -> Float {
    guard output.count == expected.count else { return .infinity }
    return zip(expected, output).reduce(0) { largest, pair in
      let difference = abs(pair.0 - pair.1)
      return difference.isNaN ? .infinity : max(largest, difference)
    }
  }

  /// Tensors `selftest.input` (F32 `(time, batch, features)` or I64 `(time, batch)`),
  /// `selftest.lengths` and `selftest.expected`.
  func store(in file: inout SafetensorsFile) {
    switch input {
    case .values(let batch): file.tensors[Self.prefix + "input"] = StoredTensor(batch.values)
    case .tokens(let batch):
      file.tensors[Self.prefix + "input"] = StoredTensor(
        integers: batch.tokens.map(Int64.init), sizes: [batch.time, batch.batch])
    }
    file.tensors[Self.prefix + "lengths"] = StoredTensor(
      integers: input.lengths.map(Int64.init), sizes: [input.batch])
    file.tensors[Self.prefix + "expected"] = StoredTensor(
      floats: expected, sizes: [expected.count])
  }

  static let prefix = "selftest."

  /// - Returns: nil when the file has none.
  init?(
    in file: SafetensorsFile, for network: Network<Float>
  ) throws(RecurrentCoreError) {
    guard let stored = file.tensors[Self.prefix + "input"] else { return nil }
    func refusal(_ name: String, _ problem: String) -> RecurrentCoreError {
      .malformedModel(path: file.path, tensor: Self.prefix + name, problem: problem)
    }
    guard let lengths = file.tensors[Self.prefix + "lengths"]?.integers,
      let expected = file.tensors[Self.prefix + "expected"]
    else { throw refusal("expected", "needs \"selftest.lengths\" and \"selftest.expected\"") }
    self.expected = try file.finiteFloats(expected, Self.prefix + "expected")

    let sizes = stored.sizes
    guard sizes.count >= 2, sizes[1] == lengths.count,
      lengths.allSatisfy({ $0 >= 1 && $0 <= Int64(sizes[0]) })
    else { throw refusal("lengths", "does not fit the input's sizes \(sizes)") }
    guard lengths.allSatisfy({ network.outputSteps(Int($0)) > 0 }) else {
      throw refusal("lengths", "too short for the network")
    }
    switch network.architecture.input {
    case .features(let features):
      guard sizes.count == 3, sizes[2] == features else {
        throw refusal("input", "sizes \(sizes), the network reads \(features) features")
      }
      let values = try file.finiteFloats(stored, Self.prefix + "input")
      let shape = Shape.sequences(time: sizes[0], batch: sizes[1], features: features)
      input = .values(SequenceBatch(Tensor(shape, values), lengths: lengths.map(Int.init)))
    case .tokens(let count):
      guard sizes.count == 2, let tokens = stored.integers,
        tokens.allSatisfy({ -1..<Int64(count) ~= $0 })
      else { throw refusal("input", "not tokens of \(count)") }
      input = .tokens(
        TokenBatch(
          time: sizes[0], tokens: tokens.map { Int32($0) }, lengths: lengths.map(Int.init)))
    }
  }
}
