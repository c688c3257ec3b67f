import ECGSignal
import RhythmTestSupport
import TestSupport
import Testing

@testable import Arrhythmia

@Suite struct SignalScreenTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func outcome(
    _ samples: [Int], frequency: String = "100", units: String = "mV", resolution: Int = 16
  ) throws -> RhythmVerdict.Outcome {
    let path = try SyntheticRecord.write(
      "r", [samples], frequency: frequency, units: [units], resolution: resolution, in: folder)
    return try RecordClassifier(TinyRhythmModel.model())
      .classify([RecordSource(path: path, record: "r")])[0].outcome
  }

  private var beats: [Int] { SyntheticRecord.beats(1000, frequency: 100) }
  private static let missing = -32768

  @Test func aGoodRecordIsJudged() throws {
    guard case .rhythm = try outcome(beats) else {
      Issue.record("no verdict")
      return
    }
  }

  @Test func aShortRecordIsNot() throws {
    #expect(try outcome(Array(beats.prefix(255))) == .abstained(.tooShort(2.55, needed: 2.56)))
    #expect(
      try outcome(Array(beats.prefix(511)), frequency: "200")
        != .abstained(.tooShort(2.555, needed: 2.56)))
  }

  @Test func missingSamplesAreTold() throws {
    #expect(try outcome(beats.map { _ in Self.missing }) == .abstained(.allMissing))
    let most = beats.enumerated().map { $0.offset < 600 ? Self.missing : $0.element }
    #expect(try outcome(most) == .abstained(.mostlyMissing(0.6)))
    let few = beats.enumerated().map { $0.offset < 300 ? Self.missing : $0.element }
    guard case .rhythm = try outcome(few) else {
      Issue.record("no verdict with 30 % missing")
      return
    }
  }

  @Test func flatSignalsAreTold() throws {
    #expect(try outcome(beats.map { _ in 12 }) == .abstained(.noVariation(0)))
    #expect(try outcome(beats.map { $0 > 500 ? 15 : 0 }) == .abstained(.noVariation(0.015)))
    let most = beats.enumerated().map { $0.offset < 700 ? 0 : $0.element }
    #expect(try outcome(most) == .abstained(.flat(0.7)))
  }

  @Test func clippingAtTheConvertersLimitsIsTold() throws {
    let clipped = beats.enumerated().map { $0.offset % 3 == 0 ? 511 : min($0.element, 500) }
    #expect(try outcome(clipped, resolution: 10) == .abstained(.clipped(0.334)))
  }

  @Test func unknownFrequenciesAndUnitsAreRefused() throws {
    #expect(try outcome(beats, units: "mmHg") == .abstained(.noVoltage(units: "mmHg")))
    #expect(try outcome(beats, frequency: "60") == .abstained(.sampledTooSlowly(60, needed: 60)))
    let table = try folder.write("1\n2\n", to: "t.csv")
    let source = RecordSource(
      path: table, record: "t", text: .init(samplingFrequency: nil, units: "mV"))
    let verdict = try RecordClassifier(TinyRhythmModel.model()).classify([source])[0]
    #expect(verdict.outcome == .abstained(.unknownSamplingFrequency))
  }

  @Test(arguments: ["1e300", "2000000", "100001"])
  func frequenciesNoRecorderHasAreRefused(frequency: String) throws {
    #expect(
      try outcome(beats, frequency: frequency)
        == .abstained(.implausibleFrequency(try #require(Double(frequency)))))
  }

  @Test func voltagesNoElectrodeMeasuresAreRefused() throws {
    let path = try SyntheticRecord.write("v", [beats], in: folder)
    for gain in ["1e-308", "1e-9"] {
      _ = try folder.write("v 1 100 1000\nv.dat 16 \(gain)/mV\n", to: "v.hea")
      let verdict = try RecordClassifier(TinyRhythmModel.model())
        .classify([RecordSource(path: path, record: "v")])[0]
      #expect(verdict.outcome == .abstained(.implausibleVoltage))
    }
  }

  @Test func uncalibratedLeadsAreRefused() throws {
    _ = try folder.write([UInt8](repeating: 1, count: 2000), to: "u.dat")
    let path = try folder.write("u 1 100 1000\nu.dat 16 0\n", to: "u.hea")
    let verdict = try RecordClassifier(TinyRhythmModel.model())
      .classify([RecordSource(path: path, record: "u")])[0]
    #expect(verdict.outcome == .abstained(.uncalibrated))
  }
}
