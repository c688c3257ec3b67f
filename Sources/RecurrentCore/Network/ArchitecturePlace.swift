/// Where in an architecture a layer stands, to check its options and name those out of range.
struct ArchitecturePlace: Sendable {
  /// The path, as `layers[2]`.
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
    .invalidArchitecture(field: path + "." + name, problem: problem)
  }
}

/// Sizes beyond any sensible network: a hostile file must not make the program allocate at will.
enum ArchitectureLimit {
  static let features = 1...16_384
  static let tokens = 1...4_194_304
  static let taps = 1...16_384
  static let stride = 1...65_536
  /// Input steps from the first to the last tap.
  static let reach = 1_048_576
  static let stackedLayers = 1...64
  static let layers = 1_024
  /// Numbers in all parameters together.
  static let parameters = 1 << 28
}
