package import RecurrentCore

/// Scores stretches with a network that gives one logit for every so many bases.
package struct NetworkBinScorer: BinScorer {
  package let bin: Int
  package let networkCount: Int
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  /// The compiled networks whose mean is the score; empty if the kernels do not cover all layers.
  private let engines: [InferenceEngine]

  /// Stretches that pass through an uncompiled network together.
  private static let batchSize = 16

  /// - Precondition: a stretch of `n` bins gives `n` output steps with one feature.
  package init(_ network: Network<Float>, _ parameters: ParameterSet<Float>, bin: Int) {
    self.network = network
    self.parameters = parameters
    self.bin = bin
    let members = network.members(parameters)
    let networks = members.isEmpty ? [(network, parameters)] : members
    networkCount = networks.count
    let engines = networks.compactMap {
      InferencePlan($0.0, $0.1, readsLetters: true).map { InferenceEngine($0) }
    }
    self.engines = engines.count == networks.count ? engines : []
  }

  package func workBytes(length: Int) -> Int {
    // As if the layers of an uncompiled network were as wide as a wide network's.
    guard !engines.isEmpty else { return Self.batchSize * length * 8192 }
    return engines.reduce(0) { $0 + $1.plan.workspaceBytes(length: length) }
  }

  package func logits(bases: [UInt8], offsets: [Int], length: Int) -> [Float] {
    precondition(length.isMultiple(of: bin), "\(length) bases in bins of \(bin)")
    guard !offsets.isEmpty, length > 0 else { return [] }
    if !engines.isEmpty { return mean(bases, offsets, length) }
    var logits: [Float] = []
    logits.reserveCapacity(offsets.count * length / bin)
    for start in stride(from: 0, to: offsets.count, by: Self.batchSize) {
      let batch = offsets[start..<min(start + Self.batchSize, offsets.count)]
      let input = OneHot.encode(bases, windowsAt: batch, length: length)
      let output = network.predict(.values(input), parameters).values.elements
      for index in batch.indices {
        for step in 0..<length / bin {
          logits.append(output[step * batch.count + index - batch.startIndex])
        }
      }
    }
    return logits
  }

  /// The sum in the networks' order, as the network itself has it.
  private func mean(_ bases: [UInt8], _ offsets: [Int], _ length: Int) -> [Float] {
    func run(_ engine: InferenceEngine) -> [Float] {
      engine.run(bases, windowsAt: offsets, length: length, reading: SingleNetworkScorer.reading)
    }
    var sums = run(engines[0])
    for engine in engines.dropFirst() {
      for (index, logit) in run(engine).enumerated() { sums[index] += logit }
    }
    let share = 1 / Float(engines.count)
    return engines.count == 1 ? sums : sums.map { $0 * share }
  }
}
