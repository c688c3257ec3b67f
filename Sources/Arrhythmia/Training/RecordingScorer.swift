package import RecurrentCore

/// A network's answers for many recordings, on several threads.
package struct RecordingScorer: Sendable {
  private let network: Network<Float>
  private let parameters: ParameterSet<Float>
  private let contract: SignalContract
  /// Recordings that pass through the network together.
  private static let batchSize = 8

  package init(
    _ network: Network<Float>, _ parameters: ParameterSet<Float>, _ contract: SignalContract
  ) {
    self.network = network
    self.contract = contract
    self.parameters = parameters
    FreedMemory.keep()
  }

  /// The outputs for each recording, in order.
  ///
  /// - Throws: `CancellationError`.
  package func logits(
    _ recordings: [LabelledRecording], threads: Int
  ) async throws -> [[Double]] {
    // Those of similar length together: what one gets does not depend on the others.
    let order = recordings.indices.sorted {
      (recordings[$0].signal.count, $0) > (recordings[$1].signal.count, $1)
    }
    let batches = stride(from: 0, to: order.count, by: Self.batchSize).map {
      Array(order[$0..<min($0 + Self.batchSize, order.count)])
    }
    var results: [[Double]] = Array(repeating: [], count: recordings.count)
    try await withThrowingTaskGroup(of: [(Int, [Double])].self) { group in
      for (number, batch) in batches.enumerated() {
        if number >= threads, let done = try await group.next() {
          for (index, row) in done { results[index] = row }
        }
        group.addTask {
          try Task.checkCancellation()
          return self.logits(recordings, batch)
        }
      }
      for try await done in group { for (index, row) in done { results[index] = row } }
    }
    return results
  }

  private func logits(
    _ recordings: [LabelledRecording], _ indices: [Int]
  ) -> [(Int, [Double])] {
    let rows = RhythmModel.logits(
      indices.map { recordings[$0].signal }, of: network, parameters, contract)
    return Array(zip(indices, rows))
  }
}
