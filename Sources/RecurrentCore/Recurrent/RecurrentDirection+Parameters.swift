internal import Glibc

extension RecurrentDirection {
  /// PyTorch's names and order, then our own.
  ///
  /// Input weights start uniform (Glorot & Bengio 2010), recurrent weights orthogonal
  /// (Saxe et al. 2014), biases at zero but for the cell's own.
  var parameters: [ParameterDeclaration] {
    let hidden = configuration.hiddenSize
    let inputs = configuration.inputFeatures(ofLayer: layer)
    let rows = cell.gates * hidden
    let names = names
    var result = [
      ParameterDeclaration(
        names.inputWeight, Shape([.outputs: rows, .inputs: inputs]),
        .uniform(bound: (6 / Double(inputs + hidden)).squareRoot())),
      ParameterDeclaration(
        names.recurrentWeight, Shape([.outputs: rows, .inputs: hidden]),
        .orthogonal(blockRows: hidden)),
      ParameterDeclaration(
        names.inputBias, Shape([.outputs: rows]), .blocks(cell.inputBiases, blockRows: hidden)),
    ]
    if configuration.hasRecurrentBias {
      result.append(
        ParameterDeclaration(names.recurrentBias, Shape([.outputs: rows]), .constant(0)))
    }
    if configuration.skip != nil {
      // Small beside the orthogonal weights, so that the two together do not make states grow.
      result.append(
        ParameterDeclaration(
          names.skipWeight, Shape([.outputs: rows, .inputs: hidden]),
          .uniform(bound: 0.5 / Double(hidden).squareRoot())))
    }
    if case .trained(let initial) = configuration.leak {
      result.append(
        ParameterDeclaration(
          names.leak, Shape([.outputs: hidden]), .constant(log(initial / (1 - initial)))))
    }
    return result
  }
}
