extension NetworkArchitecture {
  /// The same layers with a last one of so many outputs: heads on a shared trunk.
  ///
  /// - Returns: nil if the last layer is not dense.
  package func withHeads(_ count: Int) -> NetworkArchitecture? {
    guard case .dense(var head)? = layers.last else { return nil }
    head.outputs = count
    var result = self
    result.layers[layers.count - 1] = .dense(head)
    return result
  }
}

extension ParameterSet {
  /// The parameters of a network that keeps the trunk and one of several heads.
  ///
  /// - Parameters:
  ///   - head: counted from 0.
  ///   - network: the network of one head.
  ///   - all: that of all heads; the networks differ in their last, dense layer only.
  package func ofHead(
    _ head: Int, in network: Network<Element>, from all: Network<Element>
  ) -> ParameterSet {
    var result = ParameterSet()
    for (declaration, (whole, tensor)) in zip(network.parameters, zip(all.parameters, tensors)) {
      guard declaration.shape != whole.shape else {
        result.append(declaration.name, tensor)
        continue
      }
      // Rows are outputs, in weights and in the bias.
      let size = declaration.shape.count
      result.append(
        declaration.name,
        Tensor(declaration.shape, Array(tensor.elements[head * size..<(head + 1) * size])))
    }
    return result
  }
}
