/// Named tensors in a fixed order: a network's parameters, or gradients in the same shapes.
package struct ParameterSet<Element: KernelElement>: Sendable, Equatable {
  package private(set) var names: [String] = []
  package var tensors: [Tensor<Element>] = []
  private var indices: [String: Int] = [:]

  package init() {}

  package mutating func append(_ name: String, _ tensor: Tensor<Element>) {
    precondition(indices[name] == nil, "parameter \(name) declared twice")
    indices[name] = names.count
    names.append(name)
    tensors.append(tensor)
  }

  /// The tensor of that name, which must have been declared.
  package subscript(name: String) -> Tensor<Element> {
    _read { yield tensors[index(of: name)] }
    _modify { yield &tensors[index(of: name)] }
  }

  package func contains(_ name: String) -> Bool { indices[name] != nil }

  /// The number of scalars in all tensors.
  package var count: Int { tensors.reduce(0) { $0 + $1.shape.count } }

  /// Zeros in the same names and shapes.
  package var zeros: ParameterSet {
    var result = self
    result.tensors = tensors.map { Tensor($0.shape) }
    return result
  }

  private func index(of name: String) -> Int {
    guard let index = indices[name] else { preconditionFailure("no parameter \(name)") }
    return index
  }
}

/// A parameter a layer needs: its name in the file, shape and how training starts it.
package struct ParameterDeclaration: Sendable, Equatable {
  package let name: String
  package let shape: Shape
  package let initialiser: Initialiser

  package init(_ name: String, _ shape: Shape, _ initialiser: Initialiser) {
    self.name = name
    self.shape = shape
    self.initialiser = initialiser
  }
}
