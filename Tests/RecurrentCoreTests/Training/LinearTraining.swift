@testable import RecurrentCore

/// `y = weight · x + bias` with squared error, noise on its inputs and a running mean of them.
struct LinearModel: TrainableModel {
  let inputs: Int
  var noise: Float = 0
  /// Multiplies every loss and gradient.
  var factor: Float = 1

  var parameters: [ParameterDeclaration] {
    [
      ParameterDeclaration(
        "weight", Shape([.outputs: 1, .inputs: inputs]), .uniform(bound: 0.5)),
      ParameterDeclaration("bias", Shape([.outputs: 1]), .constant(0)),
      ParameterDeclaration(
        "running_mean", Shape([.features: 1]), .constant(0), isTrained: false),
    ]
  }

  var initialParameters: ParameterSet<Float> {
    var result = ParameterSet<Float>()
    for declaration in parameters { result.append(declaration.name, Tensor(declaration.shape)) }
    return result
  }

  func predict(_ x: ArraySlice<Float>, _ parameters: ParameterSet<Float>) -> Float {
    zip(x, parameters["weight"].elements).reduce(parameters["bias"].elements[0]) {
      $0 + $1.0 * $1.1
    }
  }

  func addGradients(
    of batch: MicroBatch<[Float]>, _ parameters: ParameterSet<Float>,
    _ context: inout ForwardContext, to gradients: inout ParameterSet<Float>
  ) -> WeightedLoss {
    guard case .values(let values) = batch.inputs else {
      return WeightedLoss(sum: .nan, weight: 1)
    }
    var loss = 0.0
    var mean = 0.0
    for example in 0..<batch.inputs.batch {
      var x = values.values.elements[example * inputs..<(example + 1) * inputs]
      for index in x.indices { x[index] += noise * Float(context.generator.uniform() - 0.5) }
      let weight = batch.weights[example]
      let difference = predict(x, parameters) - batch.targets[example]
      loss += Double(factor * weight * difference * difference)
      for (index, value) in x.enumerated() {
        gradients.tensors[0].elements[index] += factor * 2 * weight * difference * value
      }
      gradients.tensors[1].elements[0] += factor * 2 * weight * difference
      mean += Double(x.reduce(0, +)) / Double(batch.inputs.batch)
    }
    context.observations.append(
      StatisticObservation(parameter: "running_mean", values: [mean], momentum: 0.1))
    return WeightedLoss(
      sum: loss, weight: batch.weights.reduce(0) { $0 + Double($1) })
  }
}

/// Points of a plane with a little disturbance.
struct LinearExamples: TrainingExamples {
  let count: Int
  let inputs: Int

  func example(_ index: Int) -> (x: [Float], y: Float) {
    var generator = RandomGenerator(seed: 99, stream: UInt64(index))
    let x = (0..<inputs).map { _ in Float(generator.uniform() * 2 - 1) }
    let plane = x.enumerated().reduce(Float(0.25)) { $0 + Float($1.offset + 1) * $1.element }
    return (x, plane + 0.01 * Float(generator.uniform()))
  }

  func microBatch(
    _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
  ) -> MicroBatch<[Float]> {
    let examples = indices.map(example)
    let values = Tensor<Float>(
      .sequences(time: 1, batch: examples.count, features: inputs), examples.flatMap(\.x))
    return MicroBatch(
      inputs: .values(SequenceBatch(values)), targets: examples.map(\.y),
      weights: indices.map { 0.5 + Float($0 % 3) })
  }
}

extension TrainingSettings {
  static func test(_ change: (inout TrainingSettings) -> Void = { _ in }) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.epochs = 6
    settings.batchSize = 20
    settings.microBatchSize = 3
    settings.learningRate = 0.05
    settings.seed = 11
    change(&settings)
    return settings
  }
}

extension Array {
  func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
