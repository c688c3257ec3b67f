package import RecurrentCore

/// Several models as one: the mean of their networks' outputs.
package struct RhythmEnsemble: Sendable {
  private let members: [RhythmModel]
  /// That of the first, to whose amplitudes the others are brought.
  package let contract: SignalContract

  /// - Parameter members: at least two.
  /// - Throws: `badModel` naming the first whose signal contract differs in more than the voltage
  ///   that amplitudes are divided by.
  package init(_ members: [RhythmModel]) throws(ArrhythmiaError) {
    precondition(members.count > 1, "\(members.count) members")
    self.members = members
    contract = members[0].contract
    for member in members where Self.factor(from: contract, to: member.contract) == nil {
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
      let factor = Self.factor(from: contract, to: member.contract) ?? 1
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
    let held = members.map { member -> Set<String> in
      let record: HeldOutNames? = try? member.file.optionalSection(
        RhythmModel.Section.training)
      return Set((record?.validationNames ?? []) + (record?.testNames ?? []))
    }
    return recordings.count { recording in held.contains { !$0.contains(recording.name) } }
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

  package init(_ members: [RhythmModel], _ split: RhythmSplit) {
    self.members = members.map { Member(name: $0.name, sha256: $0.sha256) }
    validationNames = split.validation.map(\.name)
    testNames = split.test.map(\.name)
  }
}
