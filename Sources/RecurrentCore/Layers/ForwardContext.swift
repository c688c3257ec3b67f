/// How a forward pass is run: for training, with randomness and batch statistics, or for use.
package struct ForwardContext: Sendable {
  package var isTraining: Bool
  /// The source of dropout masks; its own per micro-batch, so that threads do not matter.
  package var generator: RandomGenerator

  package init(isTraining: Bool = false, generator: RandomGenerator = RandomGenerator(seed: 0)) {
    self.isTraining = isTraining
    self.generator = generator
  }
}
