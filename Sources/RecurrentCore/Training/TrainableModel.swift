/// A network with its loss, as training needs it.
package protocol TrainableModel<Targets>: Sendable {
  associatedtype Targets: Sendable

  /// The parameters in the order of their set.
  var parameters: [ParameterDeclaration] { get }

  /// Adds to `gradients` the gradient of the weighted sum of the examples' losses.
  ///
  /// Pure but for `context` and `gradients`: micro-batches run on several threads at once.
  /// - Returns: that sum.
  func addGradients(
    of batch: MicroBatch<Targets>, _ parameters: ParameterSet<Float>,
    _ context: inout ForwardContext, to gradients: inout ParameterSet<Float>
  ) -> Double
}
