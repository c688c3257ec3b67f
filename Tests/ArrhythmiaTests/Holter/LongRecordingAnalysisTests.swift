import ECGSignal
import RhythmTestSupport
import TestSupport
import Testing

@testable import Arrhythmia

@Suite struct LongRecordingAnalysisTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func analysis(_ path: String) throws -> LongRecordingAnalysis {
    try RecordClassifier(try TinyRhythmModel.model())
      .analysis(RecordingReader(path: path), signal: 0)
  }

  @Test func anyNumberOfThreadsFindsTheSame() async throws {
    var alone = try analysis(referencePath("ecg/long/paroxysmal"))
    let expected = try alone.run()
    #expect(expected.course.episodes.last?.frames.upperBound == 76_800)
    #expect(expected.objection == nil)
    for threads in [1, 2, 5] {
      var together = try analysis(referencePath("ecg/long/paroxysmal"))
      #expect(try await together.run(threads: threads) == expected)
    }
  }

  @Test func progressIsToldUpToTheLastWindow() async throws {
    let path = referencePath("ecg/long/paroxysmal")
    var alone = try analysis(path)
    var told: [[Int]] = []
    let result = try alone.run { told.append([$0, $1]) }
    let windows = try #require(told.last)
    #expect(windows[0] == windows[1] && result.answer != nil)
    #expect(
      told.count == (windows[1] + LeadPieceReader.mostWindowsAtOnce - 1)
        / LeadPieceReader.mostWindowsAtOnce
    )
    #expect(told.allSatisfy { $0[1] == windows[1] })
    #expect(zip(told, told.dropFirst()).allSatisfy { $0[0] < $1[0] })
    var together = try analysis(path)
    var toldTogether: [[Int]] = []
    _ = try await together.run(threads: 2) { toldTogether.append([$0, $1]) }
    #expect(toldTogether == told)
  }

  @Test func windowsAreJudgedAsIfTheWholeWereConditioned() throws {
    let path = referencePath("ecg/long/paroxysmal")
    let model = try TinyRhythmModel.model()
    var analysis = try analysis(path)
    let result = try analysis.run()
    let recording = try ECGRecording(path: path)
    let whole = try SignalConditioner(model.contract).condition(
      recording.leads[0].samples, samplingFrequency: 128, units: "mV", path: path)
    let windows = RhythmWindows(whole.count, model.contract)
    let rows = (0..<windows.count).map { model.logits([Array(whole[windows[$0]])])[0] }
    for index in 0..<4 {
      let mean = rows.reduce(0) { $0 + $1[index] } / Double(rows.count)
      #expect(abs(mean - (result.answer?.logits[index] ?? .nan)) < 1e-4)
    }
  }

  @Test func aGapIsNotJudged() throws {
    var samples = SyntheticRecord.beats(40_000, frequency: 100)
    for index in 10_000..<25_000 { samples[index] = -32_768 }
    let path = try SyntheticRecord.write("gap", [samples], in: folder)
    var analysis = try analysis(path)
    let result = try analysis.run()
    let unjudged = result.course.episodes.filter { $0.rhythm == nil }
    #expect(unjudged.count == 1)
    #expect(unjudged.first.map { $0.frames.lowerBound >= 9000 } == true)
    #expect(unjudged.first.map { $0.frames.upperBound <= 26_000 } == true)
    #expect((unjudged.first?.frames.count ?? 0) >= 12_000)
    #expect(result.objection != nil)
    #expect(result.answer != nil)
  }

  @Test func aRecordingOfNothingIsNotJudged() throws {
    let path = try SyntheticRecord.write(
      "none", [Array(repeating: -32_768, count: 20_000)], in: folder)
    let verdict = try RecordClassifier(try TinyRhythmModel.model())
      .classify([RecordSource(path: path, record: "none")])[0]
    #expect(verdict.outcome == .abstained(.allMissing))
    #expect(verdict.course == nil)
  }

  @Test(arguments: [300, 499.99, 333.333, 1001.3])
  func stepsLieAmongTheSamplesThatAreReadForThem(frequency: Double) throws {
    // A week, after which a ratio that is off by a hundred-thousandth is off by six seconds.
    let count = Int(604_800 * frequency)
    let path = try folder.write("w 1 \(frequency) \(count)\n~ 0 200/mV\n", to: "w.hea")
    let conditioner = SignalConditioner(TinyRhythmModel.contract)
    let pieces = try ConditioningPieces(
      conditioner, samplingFrequency: frequency, sampleCount: count, samplesPerFrame: 1, path: path)
    let windows = RhythmWindows(pieces.outputCount, conditioner.contract)
    let reader = try LeadPieceReader(
      RecordingReader(path: path), signal: 0, windows: windows, pieces: pieces)
    for window in [0, 1, windows.count / 2, windows.count - 1] {
      let (read, own) = pieces.piece(windows[window])
      let start = reader.frame(ofStep: window) - read.lowerBound
      #expect(abs(start * pieces.up / pieces.down - own.lowerBound) <= 1)
    }
    #expect(reader.frame(ofStep: windows.stepCount) == count)
  }

  @Test func aWeekOfNothingIsNotJudgedWhateverItsRate() throws {
    let path = try folder.write("drift 1 499.99 302393952\n~ 0 200/mV\n", to: "drift.hea")
    let verdict = try RecordClassifier(try TinyRhythmModel.model())
      .classify([RecordSource(path: path, record: "drift")])[0]
    #expect(verdict.outcome == .abstained(.allMissing))
    #expect(verdict.missingCount == 302_393_952)
  }

  @Test func highRatesMakePiecesOfFewerWindows() throws {
    func windowsAtOnce(_ frequency: Double) throws -> Int {
      let count = Int(600 * frequency)
      let path = try folder.write("f 1 \(frequency) \(count)\n~ 0 200/mV\n", to: "f.hea")
      let conditioner = SignalConditioner(TinyRhythmModel.contract)
      let pieces = try ConditioningPieces(
        conditioner, samplingFrequency: frequency, sampleCount: count, samplesPerFrame: 1,
        path: path)
      return try LeadPieceReader(
        RecordingReader(path: path), signal: 0,
        windows: RhythmWindows(pieces.outputCount, conditioner.contract), pieces: pieces
      ).windowsAtOnce
    }
    #expect(try windowsAtOnce(360) == 16)
    #expect(try windowsAtOnce(100_000) == 2)
  }

  @Test func aLeadOfSeveralSamplesAFrameIsFollowedInFrames() throws {
    // 50 frames a second, the lead has two samples in each.
    let samples = SyntheticRecord.beats(20_000, frequency: 100)
    let bytes = samples.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
    _ = try folder.write(bytes, to: "double.dat")
    let double = try folder.write(
      "double 1 50 10000\ndouble.dat 16x2 1000/mV\n", to: "double.hea")
    let single = try SyntheticRecord.write("single", [samples], in: folder)
    var left = try analysis(double)
    var right = try analysis(single)
    let (found, expected) = (try left.run(), try right.run())
    #expect(found.answer == expected.answer)
    #expect(found.course.episodes.map(\.rhythm) == expected.course.episodes.map(\.rhythm))
    #expect(found.course.episodes.last?.frames.upperBound == 10_000)
  }
}
