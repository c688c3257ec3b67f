/// Where in an architecture a layer stands, to check its options and name those out of range.
struct ArchitecturePlace: Sendable {
  /// The path, as `layers[2]`; empty for the architecture itself.
  let path: String

  func check(
    _ name: String, _ value: Int, _ range: ClosedRange<Int>
  ) throws(RecurrentCoreError) {
    guard range.contains(value) else {
      throw invalid(
        name, "\(value) is outside \(range.lowerBound)...\(range.upperBound)")
    }
  }

  func check(
    _ name: String, _ value: Double, _ range: Range<Double>
  ) throws(RecurrentCoreError) {
    guard range.contains(value) else {
      throw invalid(
        name, "\(value) is outside \(range.lowerBound)..<\(range.upperBound)")
    }
  }

  func invalid(_ name: String, _ problem: String) -> RecurrentCoreError {
    .invalidArchitecture(field: path.isEmpty ? name : path + "." + name, problem: problem)
  }

  /// The layers under `layers`, each upon the one before.
  ///
  /// - Parameter first: the number of the first in the list.
  func makeLayers<Element: KernelElement>(
    _ configurations: some Collection<LayerConfiguration>, inputFeatures: Int, first: Int = 0
  ) throws(RecurrentCoreError) -> [any Layer<Element>] {
    guard !configurations.isEmpty, configurations.count <= ArchitectureLimit.layers else {
      throw invalid(
        "layers", "\(configurations.count) layers, not 1...\(ArchitectureLimit.layers)")
    }
    var layers: [any Layer<Element>] = []
    var (features, stride, count) = (inputFeatures, 1, 0)
    for (index, configuration) in configurations.enumerated() {
      let name = "layers[\(first + index)]"
      let place = ArchitecturePlace(path: path.isEmpty ? name : path + "." + name)
      let layer: any Layer<Element> = try configuration.description.makeLayer(
        inputFeatures: features, at: place)
      features = layer.outputFeatures
      try place.check("outputs", features, ArchitectureLimit.outputFeatures)
      let (product, overflow) = stride.multipliedReportingOverflow(
        by: layer.receptiveField.stride)
      guard !overflow, product <= ArchitectureLimit.reach else {
        throw place.invalid("stride", "layers stride too far together")
      }
      stride = product
      count += layer.parameters.reduce(0) { $0 + $1.shape.count }
      guard count <= ArchitectureLimit.parameters else {
        throw .invalidArchitecture(
          field: place.path, problem: "more than \(ArchitectureLimit.parameters) parameters")
      }
      layers.append(layer)
    }
    return ConvolutionBlock.joining(layers)
  }
}

/// Sizes beyond any sensible network: a hostile file must not make the program allocate at will.
enum ArchitectureLimit {
  static let features = 1...16_384
  /// What a layer may give its successor: several directions or pooled parts of `features` each.
  static let outputFeatures = 1...65_536
  static let tokens = 1...4_194_304
  static let taps = 1...16_384
  static let stride = 1...65_536
  /// Input steps from the first to the last tap.
  static let reach = 1_048_576
  static let stackedLayers = 1...64
  static let layers = 1_024
  /// Of an ensemble.
  static let members = 1...64
  static let factor = 1e-6..<1e6
  static let epsilon = 1e-12..<1.0
  /// Numbers in all parameters together.
  static let parameters = 1 << 28
}
