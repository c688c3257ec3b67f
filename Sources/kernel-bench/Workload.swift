/// One network with random weights and inputs, as the comparison with other engines defines them.
protocol Workload: Sendable {
  var name: String { get }
  /// What a rate counts.
  var unit: String { get }
  /// Floating-point operations of one unit.
  var operationsPerUnit: Double { get }

  /// Units a second of all threads together, each working for about that long.
  func rate(threads: Int, for duration: Duration) async -> Double
}

enum Workloads {
  static let names = ScanWorkload.names + RhythmWorkload.names + TrainingWorkload.names

  /// - Parameter isSmall: whether to work in the least pieces there are, for counting instructions.
  /// - Returns: nil if there is no workload of that name.
  static func make(_ name: String, isSmall: Bool = false) -> (any Workload)? {
    ScanWorkload(name, isSmall: isSmall) ?? RhythmWorkload(name, isSmall: isSmall)
      ?? TrainingWorkload(name, isSmall: isSmall)
  }
}
