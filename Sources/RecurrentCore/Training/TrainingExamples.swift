/// What a network is trained on; called on several threads at once.
package protocol TrainingExamples<Targets>: Sendable {
  /// What the loss compares the network's output with, for a micro-batch.
  associatedtype Targets: Sendable

  /// How many examples one epoch draws.
  var count: Int { get }

  /// The examples of an epoch in the order they are drawn, `count` of them; examples may repeat.
  func order(epoch: Int, generator: inout RandomGenerator) -> [Int]

  /// The examples at those indices, in that order.
  ///
  /// - Parameter generator: the source of augmentation; the micro-batch's own.
  func microBatch(
    _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
  ) -> MicroBatch<Targets>
}

extension TrainingExamples {
  /// Every example once, shuffled.
  package func order(epoch: Int, generator: inout RandomGenerator) -> [Int] {
    generator.permutation(of: count)
  }
}

/// A few examples that pass through the network together.
package struct MicroBatch<Targets: Sendable>: Sendable {
  package let inputs: NetworkInput<Float>
  package let targets: Targets
  /// How much each example counts in the loss; `batch` of them.
  package let weights: [Float]

  package init(inputs: NetworkInput<Float>, targets: Targets, weights: [Float]? = nil) {
    self.inputs = inputs
    self.targets = targets
    self.weights = weights ?? Array(repeating: 1, count: inputs.batch)
    precondition(
      self.weights.count == inputs.batch, "\(self.weights.count) weights, batch \(inputs.batch)")
  }
}

extension RandomGenerator {
  /// `0..<count` in random order (Fisher & Yates 1938), the same with every Swift version.
  package mutating func permutation(of count: Int) -> [Int] {
    var result = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      result.swapAt(last, Int(uniform() * Double(last + 1)))
    }
    return result
  }
}
