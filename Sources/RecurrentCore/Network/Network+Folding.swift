extension Network {
  /// The same function outside training, with each batch normalisation right behind a convolution or
  /// dense layer taken into that layer's weights; those in residual blocks stay.
  ///
  /// - Throws: `invalidArchitecture`, if this network's own description is not valid.
  package func foldingNormalisation(
    _ parameters: ParameterSet<Element>
  ) throws(RecurrentCoreError) -> (network: Network, parameters: ParameterSet<Element>) {
    var folded = NetworkArchitecture(input: architecture.input, layers: [])
    // For each layer kept, its old number and that of the normalisation it takes in.
    var sources: [(layer: Int, normalisation: Int?)] = []
    for (index, configuration) in architecture.layers.enumerated() {
      if case .batchNormalisation = configuration, let last = sources.indices.last,
        sources[last].layer == index - 1, let biased = folded.layers[last].withBias
      {
        folded.layers[last] = biased
        sources[last].normalisation = index
      } else {
        folded.layers.append(configuration)
        sources.append((index, nil))
      }
    }
    let network = try Network(folded)
    var result = ParameterSet<Element>()
    for (index, source) in sources.enumerated() {
      let old = parameters.scoped(Self.scope(source.layer))
      let line = source.normalisation.map { normalisationLine($0, parameters) }
      for declaration in network.parameters where declaration.name.hasPrefix(Self.scope(index)) {
        let name = String(declaration.name.dropFirst(Self.scope(index).count))
        var tensor = old.contains(name) ? old[name] : Tensor(declaration.shape)
        if let line {
          let columns = tensor.elements.count / line.count
          for row in line.indices {
            for place in row * columns..<(row + 1) * columns {
              let value = line[row].scale * Double(tensor.elements[place])
              tensor.elements[place] = Element(name == "bias" ? value + line[row].shift : value)
            }
          }
        }
        result.append(declaration.name, tensor)
      }
    }
    return (network, result)
  }

  /// What a normalisation outside training does to each feature.
  private func normalisationLine(
    _ index: Int, _ parameters: ParameterSet<Element>
  ) -> [(scale: Double, shift: Double)] {
    guard case .batchNormalisation(let options) = architecture.layers[index] else { return [] }
    let scoped = parameters.scoped(Self.scope(index))
    let (weight, bias) = (scoped["weight"].elements, scoped["bias"].elements)
    let (mean, variance) = (scoped["running_mean"].elements, scoped["running_var"].elements)
    return weight.indices.map { feature in
      let deviation = (Double(variance[feature]) + options.epsilon).squareRoot()
      let scale = Double(weight[feature]) / deviation
      return (scale, Double(bias[feature]) - Double(mean[feature]) * scale)
    }
  }
}

extension LayerConfiguration {
  /// The same layer with a bias; nil for those that cannot take in a normalisation.
  fileprivate var withBias: LayerConfiguration? {
    switch self {
    case .convolution(var options):
      options.bias = true
      return .convolution(options)
    case .dense(var options):
      options.bias = true
      return .dense(options)
    default: return nil
    }
  }
}
