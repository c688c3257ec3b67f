import RecurrentCore

@testable import BindingSites

/// Bases A, C, G, T drawn with equal chance.
func randomBases(_ count: Int, _ generator: inout RandomGenerator) -> [UInt8] {
  (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
}

/// A small untrained model that passes every check.
enum TinyModel {
  static let window = 24
  static let layers = """
    {"type": "convolution", "outputs": 6, "taps": 5},
    {"type": "relu"},
    {"type": "lstm", "hidden_size": 4, "direction": "bidirectional"},
    {"type": "global_pooling", "parts": ["max"]},
    {"type": "dense", "outputs": 1}
    """

  static func network(_ layers: String = layers) throws -> Network<Float> {
    try Network(
      NetworkArchitecture(json: "{\"input\": {\"features\": 4}, \"layers\": [\(layers)]}"))
  }

  static func scorer() throws -> NetworkWindowScorer {
    let network = try network()
    return NetworkWindowScorer(network, network.initialParameters(seed: 1), window: window)
  }

  /// A normal distribution's quantiles would do as well: any body with a tail.
  static let null: NullDistribution = {
    var generator = RandomGenerator(seed: 3)
    return NullDistribution(
      backgroundScores: (0..<5000).map { _ in
        Float((0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() })
      })
  }()

  static func file(
    task: String = BindingModel.task, layers: String = layers,
    contract: BindingContract = BindingContract(label: "TINY", window: window, stride: 5)
  ) throws -> ModelFile {
    let network = try network(layers)
    let parameters = network.initialParameters(seed: 1)
    var file = ModelFile(
      name: "tiny", task: task, network: network, parameters: parameters,
      provenance: ModelProvenance(licence: "MIT", trainingCommand: "none"))
    try file.setSection(BindingModel.Section.contract, contract)
    try file.setSection(
      BindingModel.Section.calibration, LogisticCalibration(slope: 1.5, intercept: -2))
    try file.setSection(BindingModel.Section.null, null)
    file.selfTest = selfTest(network, parameters, window: window)
    return file
  }

  static func selfTest(
    _ network: Network<Float>, _ parameters: ParameterSet<Float>, window: Int
  ) -> SelfTest {
    var generator = RandomGenerator(seed: 4)
    let bases = randomBases(3 * window, &generator)
    return SelfTest(
      .values(OneHot.encode(bases, windowsAt: [0, window, 2 * window], length: window)),
      of: network, parameters)
  }
}

extension SiteScorer {
  /// The logits of windows; none of a model of bins.
  func windowLogits(bases: [UInt8], offsets: [Int]) -> [Float] {
    guard case .windows(let scorer) = self else { return [] }
    return scorer.logits(bases: bases, offsets: offsets)
  }
}
