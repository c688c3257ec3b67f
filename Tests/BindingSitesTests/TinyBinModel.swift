import RecurrentCore

@testable import BindingSites

/// A small untrained model that gives a value for every four bases.
enum TinyBinModel {
  static let grid = BinGrid(bin: 4, chunk: 256, context: 128)
  static let window = 20
  static let layers = """
    {"type": "convolution", "outputs": 6, "taps": 5},
    {"type": "relu"},
    {"type": "max_pooling", "size": 4},
    {"type": "lstm", "hidden_size": 4, "direction": "bidirectional"},
    {"type": "dense", "outputs": 3},
    {"type": "relu"},
    {"type": "dense", "outputs": 1}
    """
  static let contract = BindingContract(label: "TINY", window: window, bins: grid)

  static func scorer(_ grid: BinGrid = grid) throws -> SiteScorer {
    let network = try TinyModel.network(layers)
    return .bins(
      NetworkBinScorer(network, network.initialParameters(seed: 1), bin: grid.bin), grid,
      window: window)
  }

  static func file(
    contract: BindingContract = contract, layers: String = layers
  ) throws -> ModelFile {
    var file = try TinyModel.file(layers: layers, contract: contract)
    file.selfTest = TinyModel.selfTest(file.network, file.parameters, window: 64)
    return file
  }
}
