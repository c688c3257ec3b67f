/// A batch's loss and gradient, from micro-batches computed on several threads.
///
/// Micro-batches and the order of their sums depend on the batch alone, so that the result is the
/// same bits for any number of threads.
struct GradientSum: Sendable {
  var gradients: ParameterSet<Float>
  var loss: WeightedLoss
  /// What layers saw of their running statistics, in the order of the examples.
  var observations: [StatisticObservation]

  /// Where a batch stands in training: what its random streams are named by.
  struct Position: Sendable {
    let seed: UInt64
    let epoch: Int
    let batch: Int
  }

  /// - Parameter batch: indices of examples, at least one.
  static func compute<Model: TrainableModel, Examples: TrainingExamples>(
    _ model: Model, _ examples: Examples, _ batch: ArraySlice<Int>, microBatchSize: Int,
    at position: Position, _ parameters: ParameterSet<Float>, threads: Int
  ) async -> GradientSum where Model.Targets == Examples.Targets {
    let starts = Array(stride(from: batch.startIndex, to: batch.endIndex, by: microBatchSize))
    var parts: [GradientSum?] = Array(repeating: nil, count: starts.count)
    await withTaskGroup(of: (Int, GradientSum).self) { group in
      for (number, start) in starts.enumerated() {
        if number >= threads, let (done, part) = await group.next() { parts[done] = part }
        let indices = batch[start..<min(start + microBatchSize, batch.endIndex)]
        group.addTask {
          (number, part(model, examples, indices, number, position, parameters))
        }
      }
      for await (done, part) in group { parts[done] = part }
    }
    return sum(parts.compactMap { $0 })
  }

  private static func part<Model: TrainableModel, Examples: TrainingExamples>(
    _ model: Model, _ examples: Examples, _ indices: ArraySlice<Int>, _ number: Int,
    _ position: Position, _ parameters: ParameterSet<Float>
  ) -> GradientSum where Model.Targets == Examples.Targets {
    var generator = RandomGenerator(
      seed: position.seed,
      stream: 2, UInt64(position.epoch), UInt64(position.batch), UInt64(number))
    let microBatch = examples.microBatch(indices, epoch: position.epoch, generator: &generator)
    var context = ForwardContext(isTraining: true, generator: generator)
    var gradients = parameters.zeros
    let loss = model.addGradients(of: microBatch, parameters, &context, to: &gradients)
    return GradientSum(gradients: gradients, loss: loss, observations: context.observations)
  }

  /// Neighbours added pairwise, then pairs of neighbours, and so on: errors grow with the logarithm.
  private static func sum(_ parts: [GradientSum]) -> GradientSum {
    var parts = parts
    var distance = 1
    while distance < parts.count {
      for index in stride(from: 0, to: parts.count - distance, by: 2 * distance) {
        let other = parts[index + distance]
        parts[index].gradients.add(other.gradients)
        parts[index].loss.sum += other.loss.sum
        parts[index].loss.weight += other.loss.weight
        parts[index].observations += other.observations
      }
      distance *= 2
    }
    return parts[0]
  }
}
