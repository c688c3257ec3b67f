/// Named tensors in a fixed order: a network's parameters, or gradients in the same shapes.
package struct ParameterSet<Element: KernelElement>: Sendable, Equatable {
  package private(set) var names: [String] = []
  package var tensors: [Tensor<Element>] = []
  private var indices: [String: Int] = [:]
  /// Stands before every name asked for, so that a layer finds its own parameters in a network's.
  package private(set) var scope = ""

  package init() {}

  package mutating func append(_ name: String, _ tensor: Tensor<Element>) {
    let name = scope + name
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

  package func contains(_ name: String) -> Bool { indices[scope + name] != nil }

  /// The same tensors, names now relative to `prefix` within the present scope.
  package func scoped(_ prefix: String) -> ParameterSet {
    var result = self
    result.scope += prefix
    return result
  }

  /// Runs `body` with names relative to `prefix` within the present scope.
  package mutating func withScope<Result>(
    _ prefix: String, _ body: (inout ParameterSet) -> Result
  ) -> Result {
    let outer = scope
    scope += prefix
    defer { scope = outer }
    return body(&self)
  }

  /// The number of scalars in all tensors.
  package var count: Int { tensors.reduce(0) { $0 + $1.shape.count } }

  /// Zeros in the same names and shapes.
  package var zeros: ParameterSet {
    var result = self
    result.tensors = tensors.map { Tensor($0.shape) }
    return result
  }

  private func index(of name: String) -> Int {
    let name = scope.isEmpty ? name : scope + name
    guard let index = indices[name] else { preconditionFailure("no parameter \(name)") }
    return index
  }
}

/// A parameter a layer needs: its name in the file, shape and how training starts it.
package struct ParameterDeclaration: Sendable, Equatable {
  package let name: String
  package let shape: Shape
  package let initialiser: Initialiser
  /// Whether gradients change it; otherwise it is a running statistic, changed by observations.
  package let isTrained: Bool

  package init(
    _ name: String, _ shape: Shape, _ initialiser: Initialiser, isTrained: Bool = true
  ) {
    self.name = name
    self.shape = shape
    self.initialiser = initialiser
    self.isTrained = isTrained
  }

  /// The same parameter under a longer name.
  package func scoped(_ prefix: String) -> ParameterDeclaration {
    ParameterDeclaration(prefix + name, shape, initialiser, isTrained: isTrained)
  }
}
