import ECGSignal
import RecurrentCore
import RhythmTestSupport
import TestSupport
import Testing

@testable import Arrhythmia

@Suite struct RecordClassifierTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sources(_ count: Int) throws -> [RecordSource] {
    try (0..<count).map { index in
      let samples = SyntheticRecord.beats(
        400 + 137 * (index * 7 % count), frequency: 100, seed: index)
      let path = try SyntheticRecord.write("r\(index)", [samples], in: folder)
      return RecordSource(path: path, record: "r\(index)")
    }
  }

  private func verdicts(
    _ sources: [RecordSource], model: RhythmModel, threads: Int
  ) async throws -> [RhythmVerdict] {
    var verdicts: [RhythmVerdict] = []
    try await RecordClassifier(model).classify(sources, threads: threads) { verdicts.append($0) }
    return verdicts
  }

  @Test(arguments: [false, true])
  func aRecordsVerdictIsTheSameInAnyCompany(averagesPolarity: Bool) async throws {
    var contract = TinyRhythmModel.contract
    contract.averagesPolarity = averagesPolarity
    let model = try TinyRhythmModel.model(contract)
    let sources = try sources(20)
    let alone = try sources.map { try RecordClassifier(model).classify([$0])[0] }
    #expect(Set(alone.compactMap { $0.answer?.logits }).count == 20)
    for threads in [1, 3] {
      #expect(try await verdicts(sources, model: model, threads: threads) == alone)
    }
    let reversed = try await verdicts(sources.reversed(), model: model, threads: 2)
    #expect(reversed.reversed() == alone)
  }

  @Test func averagingBothPolaritiesForgetsTheSign() throws {
    var contract = TinyRhythmModel.contract
    let signal = TinyRhythmModel.signal(500, seed: 1)
    let inverted = signal.map { -$0 }
    let plain = try TinyRhythmModel.model(contract).logits([signal, inverted])
    #expect(plain[0] != plain[1])
    contract.averagesPolarity = true
    let averaged = try TinyRhythmModel.model(contract).logits([signal, inverted])
    #expect(averaged[0] == averaged[1])
    #expect(averaged[0] == zip(plain[0], plain[1]).map { ($0 + $1) / 2 })
  }

  @Test func signalsOfDifferentLengthsAreBatchedApart() {
    let batches = RecordClassifier.batches([3000, 900, 950, 3100, 900, 990])
    #expect(batches == [[1, 4, 2, 5], [0, 3]])
    #expect(RecordClassifier.batches(Array(repeating: 5, count: 17)).map(\.count) == [8, 8, 1])
    #expect(RecordClassifier.batches([]).isEmpty)
  }

  @Test func aBadRecordLeavesTheOthersAlone() async throws {
    var sources = try sources(3)
    let model = try TinyRhythmModel.model()
    let expected = try await verdicts(sources, model: model, threads: 1)
    let hostile = try folder.write("bad 1 100 -5\nbad.dat 16 0 16\n", to: "bad.hea")
    sources.insert(RecordSource(path: hostile, record: "bad"), at: 1)
    sources.append(RecordSource(path: folder.file("none"), record: "none"))
    let found = try await verdicts(sources, model: model, threads: 2)
    #expect(found.map(\.record) == ["r0", "bad", "r1", "r2", "none"])
    #expect([found[0], found[2], found[3]] == expected)
    for index in [1, 4] {
      guard case .failed(let diagnosis) = found[index].outcome else {
        Issue.record("record \(index) has \(found[index].outcome)")
        continue
      }
      #expect(diagnosis.location?.contains(sources[index].path) == true)
    }
  }

  @Test func aLeadIsChosenByUnitOrByName() throws {
    let beats = SyntheticRecord.beats(1000, frequency: 100)
    let path = try SyntheticRecord.write(
      "two", [beats.map { $0 / 2 }, beats], units: ["mmHg", "mV"], in: folder)
    let source = RecordSource(path: path, record: "two")
    let model = try TinyRhythmModel.model()
    let first = try RecordClassifier(model).classify([source])[0]
    #expect(first.lead == "L1")
    #expect(first.remarks == ["lead \"L1\" of 2"])
    let named = try RecordClassifier(model, lead: .named("l1")).classify([source])[0]
    #expect(named.answer == first.answer)
    #expect(named.remarks.isEmpty)
    let pressure = try RecordClassifier(model, lead: .named("0")).classify([source])[0]
    #expect(pressure.outcome == .abstained(.noVoltage(units: "mmHg")))
  }

  @Test func aLongRecordingIsFollowedAmongShortOnes() async throws {
    var sources = try sources(5)
    let path = try SyntheticRecord.write(
      "long", [SyntheticRecord.beats(30_000, frequency: 100)], in: folder)
    sources.insert(RecordSource(path: path, record: "long"), at: 2)
    sources.append(RecordSource(path: path, record: "again"))
    let model = try TinyRhythmModel.model()
    let one = try await verdicts(sources, model: model, threads: 1)
    #expect(one.map(\.record) == ["r0", "r1", "long", "r2", "r3", "r4", "again"])
    let verdict = one[2]
    #expect(verdict.duration == 300)
    #expect(verdict.course?.episodes.first?.frames.lowerBound == 0)
    #expect(verdict.course?.episodes.last?.frames.upperBound == 30_000)
    #expect(verdict.remarks == [verdict.course?.summary])
    #expect(abs((verdict.answer?.probabilities.reduce(0, +) ?? 0) - 1) < 1e-12)
    #expect(one[6].answer == verdict.answer)
    for threads in [2, 3] {
      #expect(try await verdicts(sources, model: model, threads: threads) == one)
    }
    #expect(try RecordClassifier(model).classify([sources[2]]) == [verdict])
  }
}
