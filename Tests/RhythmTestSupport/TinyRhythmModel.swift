import Arrhythmia
import RecurrentCore

/// A small untrained model that passes every check.
package enum TinyRhythmModel {
  package static let layers = """
    {"type": "convolution", "outputs": 6, "taps": 5, "stride": 2},
    {"type": "relu"},
    {"type": "max_pooling", "size": 8},
    {"type": "lstm", "hidden_size": 5, "direction": "bidirectional"},
    {"type": "global_pooling", "parts": ["ends", "attention", "mean"]},
    {"type": "dense", "outputs": 4}
    """

  package static var contract: SignalContract {
    var contract = SignalContract(scaling: .millivolts(0.05))
    contract.samplingFrequency = 100
    contract.highCutoff = 30
    contract.minimumSamples = 256
    contract.maximumSamples = 4000
    return contract
  }

  package static func file(
    _ contract: SignalContract = contract, layers: String = layers, seed: UInt64 = 1
  ) throws -> ModelFile {
    let network = try Network<Float>(
      NetworkArchitecture(json: "{\"input\": {\"features\": 1}, \"layers\": [\(layers)]}"))
    let parameters = network.initialParameters(seed: seed)
    var file = ModelFile(
      name: "tiny", task: RhythmModel.task, network: network, parameters: parameters,
      provenance: ModelProvenance(licence: "MIT", trainingCommand: "none"))
    try file.setSection(RhythmModel.Section.contract, contract)
    try file.setSection(
      RhythmModel.Section.calibration, TemperatureCalibration(temperature: 0.1))
    file.selfTest = SelfTest(
      .values(RhythmModel.batch([signal(300, seed: 7), signal(256, seed: 8)])), of: network,
      parameters)
    return file
  }

  package static func model(
    _ contract: SignalContract = contract, layers: String = layers
  ) throws -> RhythmModel {
    try RhythmModel(file(contract, layers: layers))
  }

  /// Numbers in -1...1, smoothed a little.
  package static func signal(_ count: Int, seed: UInt64) -> [Float] {
    var generator = RandomGenerator(seed: seed)
    var value: Float = 0
    return (0..<count).map { _ in
      value = 0.8 * value + Float(generator.uniform() - 0.5)
      return value
    }
  }
}
