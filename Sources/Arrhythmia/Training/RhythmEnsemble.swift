package import RecurrentCore

/// Several models as one: the mean of their networks' outputs.
package struct RhythmEnsemble: Sendable {
  private let members: [RhythmModel]
  /// That of the first, to whose amplitudes the others are brought.
  package let contract: SignalContract

  /// - Parameters:
  ///   - members: at least two.
  ///   - averagesPolarity: whether the answers to a signal and its negative are averaged even if the
  ///     members do not ask for it.
  /// - Throws: `badModel` naming the first whose signal contract differs in more than the voltage
  ///   that amplitudes are divided by.
  package init(
    _ members: [RhythmModel], averagesPolarity: Bool = false
  ) throws(ArrhythmiaError) {
    precondition(members.count > 1, "\(members.count) members")
    self.members = members
    let first = members[0].contract
    var contract = first
    if averagesPolarity { contract.averagesPolarity = true }
    self.contract = contract
    for member in members where Self.factor(from: first, to: member.contract) == nil {
      throw .badModel(
        path: member.path, problem: "its signal contract is not that of \(members[0].name)")
    }
  }

  /// The network with all members' layers and parameters.
  ///
  /// - Throws: `invalidArchitecture`.
  package func network() throws(RecurrentCoreError) -> (
    network: Network<Float>, parameters: ParameterSet<Float>
  ) {
    var bodies: [MemberMeanConfiguration.Member] = []
    var tensors: [Tensor<Float>] = []
    for member in members {
      var layers = member.file.network.architecture.layers
      let factor = Self.factor(from: members[0].contract, to: member.contract) ?? 1
      if factor != 1 { layers.insert(.scale(ScaleConfiguration(factor: factor)), at: 0) }
      bodies.append(MemberMeanConfiguration.Member(layers))
      tensors += member.file.parameters.tensors
    }
    let network = try Network<Float>(
      NetworkArchitecture(
        input: .features(1), layers: [.memberMean(MemberMeanConfiguration(bodies))]))
    // A member's parameters keep their order, under longer names.
    var parameters = ParameterSet<Float>()
    for (declaration, tensor) in zip(network.parameters, tensors) {
      parameters.append(declaration.name, tensor)
    }
    return (network, parameters)
  }

  /// How many of the recordings a member was trained on, as far as the models say.
  package func trainedOn(_ recordings: [LabelledRecording]) -> Int {
    let held = members.map(Self.heldOut)
    return recordings.count { recording in held.contains { !$0.contains(recording.name) } }
  }

  /// Judges recordings by the members that were not trained on them: what cross-validation is made of.
  ///
  /// - Parameter recordings: with amplitudes of `contract`.
  /// - Returns: those that at least one member set aside, and the mean outputs of the members that did.
  /// - Throws: `CancellationError`.
  package func outOfFold(
    _ recordings: [LabelledRecording], threads: Int
  ) async throws -> (recordings: [LabelledRecording], logits: [[Double]]) {
    var sums: [[Double]] = Array(
      repeating: Array(repeating: 0, count: RhythmClass.allCases.count), count: recordings.count)
    var counts = Array(repeating: 0, count: recordings.count)
    for member in members {
      let held = Self.heldOut(member)
      let chosen = recordings.indices.filter { held.contains(recordings[$0].name) }
      let factor = Float(Self.factor(from: members[0].contract, to: member.contract) ?? 1)
      let scaled = chosen.map { index in
        var recording = recordings[index]
        if factor != 1 { recording.signal = recording.signal.map { $0 * factor } }
        return recording
      }
      var asked = member.contract
      asked.averagesPolarity = contract.averagesPolarity
      let scorer = RecordingScorer(member.file.network, member.file.parameters, asked)
      for (index, row) in zip(chosen, try await scorer.logits(scaled, threads: threads)) {
        for column in row.indices { sums[index][column] += row[column] }
        counts[index] += 1
      }
    }
    let judged = recordings.indices.filter { counts[$0] > 0 }
    return (
      judged.map { recordings[$0] },
      judged.map { index in sums[index].map { $0 / Double(counts[index]) } }
    )
  }

  /// Names of the recordings a member was not trained on, as far as its file says.
  private static func heldOut(_ member: RhythmModel) -> Set<String> {
    let record: HeldOutNames? = try? member.file.optionalSection(RhythmModel.Section.training)
    return Set((record?.validationNames ?? []) + (record?.testNames ?? []))
  }

  /// What amplitudes under one contract are multiplied by for another; nil where that is not all.
  private static func factor(
    from contract: SignalContract, to other: SignalContract
  ) -> Double? {
    if contract == other { return 1 }
    guard case .millivolts(let divisor) = contract.scaling,
      case .millivolts(let otherDivisor) = other.scaling
    else { return nil }
    var alike = other
    alike.scaling = contract.scaling
    return alike == contract ? divisor / otherDivisor : nil
  }

  /// The part of a model's training record that is needed here.
  private struct HeldOutNames: Decodable {
    let validationNames: [String]
    let testNames: [String]
  }
}

/// Of which models one was made: the section `training` of its file.
package struct RhythmEnsembleRecord: Codable, Sendable {
  package struct Member: Codable, Sendable, Equatable {
    package let name: String
    package let sha256: String?
  }

  package let members: [Member]
  package let validationNames: [String]
  package let testNames: [String]

  /// Whether each recording of `validationNames` was judged by the members that had set it aside alone.
  package let isCrossValidated: Bool?

  /// - Parameter outOfFold: what the calibration was fitted on instead of the split's validation set.
  package init(
    _ members: [RhythmModel], _ split: RhythmSplit, outOfFold: [LabelledRecording]? = nil
  ) {
    self.members = members.map { Member(name: $0.name, sha256: $0.sha256) }
    validationNames = (outOfFold ?? split.validation).map(\.name)
    testNames = split.test.map(\.name)
    isCrossValidated = outOfFold == nil ? nil : true
  }
}
