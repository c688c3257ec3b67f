extension SafetensorsFile {
  /// The floating-point tensor of that name with exactly these sizes, as `Float`.
  ///
  /// - Throws: `malformedModel` if it is missing, not floating-point, of other sizes or not finite.
  package func floats(named name: String, sizes: [Int]) throws(RecurrentCoreError) -> [Float] {
    guard let tensor = tensors[name] else {
      throw .malformedModel(path: path, tensor: name, problem: "missing")
    }
    guard tensor.sizes == sizes else {
      throw .malformedModel(
        path: path, tensor: name, problem: "sizes \(tensor.sizes) instead of \(sizes)")
    }
    return try finiteFloats(tensor, name)
  }

  /// Every element of a floating-point tensor, finite.
  func finiteFloats(
    _ tensor: StoredTensor, _ name: String
  ) throws(RecurrentCoreError) -> [Float] {
    guard let values = tensor.floats else {
      throw .malformedModel(
        path: path, tensor: name,
        problem: "element type \(tensor.elementType.rawValue) instead of a floating-point type")
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .malformedModel(
        path: path, tensor: name, problem: "element \(index) is \(values[index])")
    }
    return values
  }

  /// The declared parameters, each stored under `prefix` and its name.
  ///
  /// Tensors that are not declared are left alone.
  /// - Throws: `malformedModel` as `floats(named:sizes:)`.
  package func parameters(
    _ declarations: [ParameterDeclaration], prefix: String = ""
  ) throws(RecurrentCoreError) -> ParameterSet<Float> {
    var result = ParameterSet<Float>()
    for declaration in declarations {
      let values = try floats(named: prefix + declaration.name, sizes: declaration.shape.sizes)
      result.append(declaration.name, Tensor(declaration.shape, values))
    }
    return result
  }

  /// Stores every tensor of the set under `prefix` and its name.
  package mutating func store(_ parameters: ParameterSet<Float>, prefix: String = "") {
    for (name, tensor) in zip(parameters.names, parameters.tensors) {
      tensors[prefix + name] = StoredTensor(tensor)
    }
  }
}
