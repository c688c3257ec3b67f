import Testing

@testable import RecurrentCore

/// Backward passes against central differences, in double precision.
enum GradientCheck {
  /// The derivatives of `function` by each of `values`, by central differences.
  static func differences(
    of function: ([Double]) -> Double, at values: [Double], step: Double = 1e-5
  ) -> [Double] {
    var moved = values
    return values.indices.map { index in
      let value = values[index]
      moved[index] = value + step
      let above = function(moved)
      moved[index] = value - step
      let below = function(moved)
      moved[index] = value
      return (above - below) / (2 * step)
    }
  }

  /// Expects `gradient` to equal the differences, relative to their size where that exceeds 1.
  static func expectEqual(
    _ gradient: [Double], _ expected: [Double], tolerance: Double, _ what: String,
    sourceLocation: SourceLocation
  ) {
    #expect(gradient.count == expected.count, "\(what)", sourceLocation: sourceLocation)
    let misses = zip(gradient, expected).enumerated().filter { _, pair in
      !(abs(pair.0 - pair.1) <= tolerance * max(1, abs(pair.1)))
    }
    #expect(
      misses.isEmpty,
      "\(what): \(misses.count) misses, first (index, (backward, difference)) \(misses.prefix(3))",
      sourceLocation: sourceLocation)
  }

  /// Expects a layer's gradients by input and parameters to agree with central differences.
  ///
  /// The loss is a fixed random weighting of the valid outputs. The gradient by padded steps must be
  /// zero. Parameters default to uniform numbers on -0.6...0.6.
  static func expectCorrect<L: Layer>(
    _ layer: L, input: SequenceBatch<Double>, parameters: ParameterSet<Double>? = nil,
    context: ForwardContext = ForwardContext(), tolerance: Double = 1e-7,
    sourceLocation: SourceLocation = #_sourceLocation
  ) where L.Element == Double {
    let parameters = parameters ?? .random(layer.parameters, seed: 11)
    var start = context
    let (output, trace) = layer.forward(input, parameters, &start)
    #expect(output.features == layer.outputFeatures, sourceLocation: sourceLocation)
    let weights = output.randomValid(seed: 12)
    func loss(_ input: SequenceBatch<Double>, _ parameters: ParameterSet<Double>) -> Double {
      var context = context
      let values = layer.forward(input, parameters, &context).output.values.elements
      return zip(values, weights.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }

    var gradients = parameters.zeros
    let inputGradient = layer.backward(weights, trace, parameters, &gradients)
    let byInput = differences(
      of: { elements in
        loss(
          SequenceBatch(Tensor(input.values.shape, elements), lengths: input.lengths), parameters)
      }, at: input.values.elements)
    let valid = input.validity
    expectEqual(
      inputGradient.elements, zip(byInput, valid).map { $1 ? $0 : 0 }, tolerance: tolerance,
      "input", sourceLocation: sourceLocation)

    for declaration in layer.parameters where declaration.isTrained {
      let byParameter = differences(
        of: { elements in
          var moved = parameters
          moved[declaration.name].elements = elements
          return loss(input, moved)
        }, at: parameters[declaration.name].elements)
      expectEqual(
        gradients[declaration.name].elements, byParameter, tolerance: tolerance, declaration.name,
        sourceLocation: sourceLocation)
    }
  }
}

extension ParameterSet {
  /// Uniform numbers on -0.6...0.6 in the declared shapes.
  static func random(_ declarations: [ParameterDeclaration], seed: UInt64) -> ParameterSet {
    var generator = RandomGenerator(seed: seed)
    var result = ParameterSet()
    for declaration in declarations {
      let elements = (0..<declaration.shape.count).map { _ in
        Element(generator.uniform() * 1.2 - 0.6)
      }
      result.append(declaration.name, Tensor(declaration.shape, elements))
    }
    return result
  }
}

extension SequenceBatch {
  /// Uniform numbers on -1...1 in the valid steps, zeros in the padded ones.
  static func random(
    time: Int, lengths: [Int], features: Int, seed: UInt64 = 1
  ) -> SequenceBatch {
    let shape = Shape.sequences(time: time, batch: lengths.count, features: features)
    let empty = SequenceBatch(Tensor(shape), lengths: lengths)
    return SequenceBatch(empty.randomValid(seed: seed), lengths: lengths)
  }

  /// Uniform numbers on -1...1 in this batch's shape, zeros in the padded steps.
  func randomValid(seed: UInt64) -> Tensor<Element> {
    var generator = RandomGenerator(seed: seed)
    let elements = validity.map { isValid in
      let value = Element(generator.uniform() * 2 - 1)
      return isValid ? value : 0
    }
    return Tensor(values.shape, elements)
  }

  /// Of each element, whether its step is valid.
  var validity: [Bool] {
    (0..<time).flatMap { step in
      lengths.flatMap { Array(repeating: step < $0, count: features) }
    }
  }
}
