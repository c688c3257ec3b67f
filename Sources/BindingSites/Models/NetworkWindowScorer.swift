package import RecurrentCore

/// Scores windows with a network that gives one logit a window.
package struct NetworkWindowScorer: WindowScorer {
  package let window: Int
  /// The networks whose mean is the score.
  private let members: [SingleNetworkScorer]

  /// - Precondition: windows of that length, encoded so, give one output step with one feature.
  package init(
    _ network: Network<Float>, _ parameters: ParameterSet<Float>,
    _ encoding: SequenceEncoding = .oneHot, window: Int
  ) {
    self.window = window
    let members = network.members(parameters)
    self.members = (members.isEmpty ? [(network, parameters)] : members).map {
      SingleNetworkScorer($0.0, $0.1, encoding, window: window)
    }
  }

  /// Networks that read every window.
  package var networkCount: Int { members.count }

  /// One network after the other.
  package var workBytes: Int { members.map(\.workBytes).max() ?? 0 }

  package func logits(bases: [UInt8], offsets: [Int]) -> [Float] {
    guard !offsets.isEmpty else { return [] }
    var sums = members[0].logits(bases: bases, offsets: offsets)
    guard members.count > 1 else { return sums }
    // The sum in the networks' order, as the network itself has it.
    for member in members.dropFirst() {
      let logits = member.logits(bases: bases, offsets: offsets)
      for index in sums.indices { sums[index] += logits[index] }
    }
    let share = 1 / Float(members.count)
    return sums.map { $0 * share }
  }
}
