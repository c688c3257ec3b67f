extension Network {
  /// Several networks as one: the mean of what they give for the same input, each with its own
  /// parameters.
  ///
  /// - Parameter members: at least one, all of one input in features.
  /// - Throws: `invalidArchitecture` where they differ in their outputs or are too many.
  package static func mean(
    of members: [(network: Network, parameters: ParameterSet<Element>)]
  ) throws(RecurrentCoreError) -> (network: Network, parameters: ParameterSet<Element>) {
    let input = members[0].network.architecture.input
    precondition(
      members.allSatisfy { $0.network.architecture.input == input }, "members of unlike inputs")
    let bodies = members.map { MemberMeanConfiguration.Member($0.network.architecture.layers) }
    let network = try Network(
      NetworkArchitecture(input: input, layers: [.memberMean(MemberMeanConfiguration(bodies))]))
    // A member's parameters keep their order, under longer names.
    var parameters = ParameterSet<Element>()
    for (declaration, tensor) in zip(network.parameters, members.flatMap(\.parameters.tensors)) {
      parameters.append(declaration.name, tensor)
    }
    return (network, parameters)
  }

  /// The networks this one is the mean of, with their parameters under their own names; empty if it
  /// is none.
  package func members(
    _ parameters: ParameterSet<Element>
  ) -> [(network: Network, parameters: ParameterSet<Element>)] {
    guard case .memberMean(let mean)? = architecture.layers.first, architecture.layers.count == 1
    else { return [] }
    var first = 0
    return mean.members.compactMap { member in
      guard
        let network = try? Network(
          NetworkArchitecture(input: architecture.input, layers: member.layers))
      else { return nil }
      var own = ParameterSet<Element>()
      for (index, declaration) in network.parameters.enumerated() {
        own.append(declaration.name, parameters.tensors[first + index])
      }
      first += network.parameters.count
      return (network, own)
    }
  }
}
