import RecurrentCore
import Testing

@testable import Arrhythmia

@Suite struct NamedRhythmArchitectureTests {
  @Test func vanZaenHasThePublishedNumberOfParameters() throws {
    let network = try Network<Float>(NamedRhythmArchitecture.vanZaen2019.architecture())
    #expect(network.parameterCount == 1_203_364)
  }

  @Test(arguments: NamedRhythmArchitecture.allCases)
  func namedNetworksTellRhythms(named: NamedRhythmArchitecture) throws {
    let network = try Network<Float>(named.architecture())
    let contract = SignalContract(scaling: .millivolts(1))
    #expect(RhythmModel.problem(of: network, contract: contract) == nil)
  }

  @Test func unknownNamesAreRefused() {
    #expect(
      throws: RecurrentCoreError.unknownArchitecture(
        name: "x", known: ["vanzaen2019", "residual-blstm", "residual-blstm-fine"])
    ) {
      try NamedRhythmArchitecture.architecture("x")
    }
    #expect(throws: RecurrentCoreError.cannotReadArchitecture(path: "no/such.json")) {
      try NamedRhythmArchitecture.architecture("no/such.json")
    }
  }
}
