import RecurrentCore
import SequenceIO
import TestSupport
import Testing

@testable import BindingSites

@Suite struct NamedArchitectureTests {
  @Test(arguments: NamedArchitecture.allCases.filter { !$0.isOfBins })
  func everyNamedNetworkGivesOneLogitAWindow(named: NamedArchitecture) throws {
    let architecture = try NamedArchitecture.architecture(named.rawValue)
    let network = try Network<Float>(architecture)
    let encoding: SequenceEncoding = named == .kegru ? .kmers(length: 5, stride: 2) : .oneHot
    #expect(BindingModel.problem(of: network, encoding, window: 81) == nil)
    let parameters = network.initialParameters(seed: 2)
    let scorer = NetworkWindowScorer(network, parameters, encoding, window: 81)
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

  @Test func theTiedNetworkScoresBothStrandsAlike() async throws {
    let network = try Network<Float>(NamedArchitecture.architecture("blstm-rc"))
    let scorer = NetworkWindowScorer(
      network, network.initialParameters(seed: 4), window: 101)
    var generator = RandomGenerator(seed: 7)
    var sequences = (0..<40).map { _ in randomBases(101, &generator) }
    sequences[3][50] = BaseCode.n
    var settings = ScanSettings()
    settings.strand = .forward
    let alone = SequenceScorer(.windows(scorer), settings: settings)
    let forward = try await alone.logits(sequences, threads: 1)
    let reverse = try await alone.logits(
      sequences.map { BaseCode.reverseComplement(of: $0) }, threads: 1)
    #expect(zip(forward, reverse).allSatisfy { abs($0 - $1) <= 1e-6 })
    #expect(Set(forward).count == 40)
  }

  @Test func wordsOfAnotherLengthAreRefused() throws {
    let network = try Network<Float>(NamedArchitecture.architecture("kegru", wordLength: 4))
    #expect(BindingModel.problem(of: network, .kmers(length: 4, stride: 2), window: 81) == nil)
    #expect(BindingModel.problem(of: network, .kmers(length: 5, stride: 2), window: 81) != nil)
    #expect(BindingModel.problem(of: network, .oneHot, window: 81) != nil)
    #expect(BindingModel.problem(of: network, .kmers(length: 4, stride: 2), window: 3) != nil)
  }

  @Test func anUnknownNameIsAnsweredWithTheKnownOnes() {
    #expect(
      throws: RecurrentCoreError.unknownArchitecture(
        name: "transformer", known: NamedArchitecture.allCases.map(\.rawValue))
    ) { try NamedArchitecture.architecture("transformer") }
  }

  @Test func aFileDescribesANetwork() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "{\"input\": {\"features\": 4}, \"layers\": [\(TinyModel.layers)]}", to: "tiny.json")
    let network = try Network<Float>(NamedArchitecture.architecture(path))
    #expect(BindingModel.problem(of: network, .oneHot, window: 24) == nil)
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
    #expect(throws: RecurrentCoreError.cannotReadArchitecture(path: "/nowhere/network.json")) {
      try NamedArchitecture.architecture("/nowhere/network.json")
    }
  }
}
