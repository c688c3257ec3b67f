internal import RecurrentCore

/// D: the forward pass of electrocardiograms, some records at a time on each thread.
struct RhythmWorkload: Workload {
  static let names = ["D"]

  let name = "D"
  let unit = "records"
  let operationsPerUnit = RhythmNetwork.operations
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  /// Records that pass through the network together.
  private let recordsTogether: Int
  private let records: NetworkInput<Float>

  /// - Returns: nil if there is no workload of that name.
  init?(_ name: String, isSmall: Bool) {
    guard Self.names.contains(name),
      let architecture = try? NetworkArchitecture(json: RhythmNetwork.json),
      let network = try? Network<Float>(architecture)
    else { return nil }
    self.network = network
    recordsTogether = isSmall ? 1 : 4
    records = RhythmNetwork.records(recordsTogether)
    parameters = network.initialParameters(seed: 1)
  }

  func rate(threads: Int, for duration: Duration) async -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var records = 0
    while records == 0 || clock.now - start < duration {
      records += await predict(threads: threads)
    }
    return Double(records) / ((clock.now - start) / .seconds(1))
  }

  private func predict(threads: Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<threads {
        group.addTask {
          _ = network.predict(records, parameters)
          return recordsTogether
        }
      }
      return await group.reduce(0, +)
    }
  }
}
