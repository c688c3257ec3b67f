import RecurrentCore
import TestSupport
import Testing

@testable import BindingSites

@Suite struct NamedArchitectureTests {
  @Test(arguments: NamedArchitecture.allCases.filter { !$0.isOfBins })
  func everyNamedNetworkGivesOneLogitAWindow(named: NamedArchitecture) throws {
    let architecture = try NamedArchitecture.architecture(named.rawValue)
    let network = try Network<Float>(architecture)
    #expect(BindingModel.problem(of: network, window: 81) == nil)
    let parameters = network.initialParameters(seed: 2)
    let scorer = NetworkWindowScorer(network, parameters, window: 81)
    var generator = RandomGenerator(seed: 6)
    let logits = scorer.logits(bases: randomBases(100, &generator), offsets: [0, 7, 19])
    #expect(logits.count == 3 && Set(logits).count == 3 && logits.allSatisfy(\.isFinite))
  }

  @Test(arguments: NamedArchitecture.allCases.filter(\.isOfBins))
  func everyNamedNetworkOfBinsGivesALogitForEachFourBases(named: NamedArchitecture) throws {
    let network = try Network<Float>(NamedArchitecture.architecture(named.rawValue))
    #expect(BindingModel.problem(of: network, bins: BinGrid(bin: 4)) == nil)
    let scorer = NetworkBinScorer(network, network.initialParameters(seed: 2), bin: 4)
    var generator = RandomGenerator(seed: 6)
    let logits = scorer.logits(bases: randomBases(100, &generator), offsets: [0, 20], length: 80)
    #expect(logits.count == 40 && Set(logits).count == 40 && logits.allSatisfy(\.isFinite))
  }

  @Test func anUnknownNameIsAnsweredWithTheKnownOnes() {
    #expect(
      throws: BindingSitesError.unknownArchitecture(
        name: "transformer", known: NamedArchitecture.allCases.map(\.rawValue))
    ) { try NamedArchitecture.architecture("transformer") }
  }

  @Test func aFileDescribesANetwork() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "{\"input\": {\"features\": 4}, \"layers\": [\(TinyModel.layers)]}", to: "tiny.json")
    let network = try Network<Float>(NamedArchitecture.architecture(path))
    #expect(BindingModel.problem(of: network, window: 24) == nil)
  }

  @Test(
    arguments: [
      "{", "[]", #"{"input": {"features": 4}, "layers": [{"type": "wonder"}]}"#,
      #"{"input": {"features": 4}, "layers": [{"type": "dense"}]}"#,
    ])
  func filesThatDescribeNoNetworkAreRefused(json: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(json, to: "bad.json")
    #expect(throws: RecurrentCoreError.self) { try NamedArchitecture.architecture(path) }
  }

  @Test func aMissingFileIsAnError() {
    #expect(throws: BindingSitesError.self) {
      try NamedArchitecture.architecture("/nowhere/network.json")
    }
  }
}
