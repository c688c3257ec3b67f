import Testing

@testable import ECGSignal

@Suite struct EDFSourceTests {
  private struct Signal {
    var label: String
    var samplesPerRecord: Int
  }

  private func file(
    _ kind: String, records: [(texts: String, samples: [[Int]])], signals: [Signal],
    recordCount: Int? = nil, recordDuration: String = "1", bdf: Bool = false
  ) -> [UInt8] {
    func field(_ text: String, _ width: Int) -> [UInt8] {
      Array(text.utf8) + [UInt8](repeating: 32, count: width - text.utf8.count)
    }
    let marks = Signal(label: bdf ? "BDF Annotations" : "EDF Annotations", samplesPerRecord: 20)
    let all = kind.isEmpty ? signals : signals + [marks]
    var bytes = bdf ? [0xFF] + Array("BIOSEMI".utf8) : field("0", 8)
    bytes += field("patient", 80) + field("recording", 80) + field("01.01.26", 8)
    bytes += field("00.00.00", 8) + field("\(256 * (all.count + 1))", 8) + field(kind, 44)
    bytes += field("\(recordCount ?? records.count)", 8) + field(recordDuration, 8)
    bytes += field("\(all.count)", 4)
    for signal in all { bytes += field(signal.label, 16) }
    bytes += field("", 80 * all.count)
    for _ in all { bytes += field("mV", 8) }
    for _ in all { bytes += field("-5", 8) }
    for _ in all { bytes += field("5", 8) }
    for _ in all { bytes += field("-1000", 8) }
    for _ in all { bytes += field("1000", 8) }
    bytes += field("", 80 * all.count)
    for signal in all { bytes += field("\(signal.samplesPerRecord)", 8) }
    bytes += field("", 32 * all.count)
    let width = bdf ? 3 : 2
    for record in records {
      for samples in record.samples { bytes += pack(samples, format: 8 * width) }
      guard !kind.isEmpty else { continue }
      let texts = Array(record.texts.utf8)
      bytes += texts + [UInt8](repeating: 0, count: marks.samplesPerRecord * width - texts.count)
    }
    return bytes
  }

  private let pair = [
    Signal(label: "ECG", samplesPerRecord: 4), Signal(label: "RR", samplesPerRecord: 2),
  ]

  @Test(arguments: [false, true])
  func signalsOfDifferentRatesAreReadAcrossRecords(bdf: Bool) throws {
    let folder = try RecordFolder()
    let path = try folder.file(
      "r.edf",
      file(
        "", records: [("", [[0, 100, 200, 300], [1, 2]]), ("", [[400, -400, 5, 6], [3, 4]])],
        signals: pair, bdf: bdf))
    let recording = try ECGRecording(path: path)
    #expect(recording.leads.map(\.samplingFrequency) == [4, 2])
    #expect(
      recording.leads.map(\.digital) == [[0, 100, 200, 300, 400, -400, 5, 6], [1, 2, 3, 4]])
    #expect(recording.leads[0].samples.prefix(3) == [0, 0.5, 1])
    #expect(recording.leads[0].description.digitalRails == -1000...1000)
  }

  @Test func anInterruptedFileHasGapsAndTexts() throws {
    let folder = try RecordFolder()
    let path = try folder.file(
      "r.edf",
      file(
        "EDF+D",
        records: [
          ("+10\u{14}\u{14}\0+10.5\u{15}2\u{14}AF on\u{14}\0", [[1, 2, 3, 4]]),
          ("+11\u{14}\u{14}\0", [[5, 6, 7, 8]]), ("+13.5\u{14}\u{14}\0", [[9, 10, 11, 12]]),
        ], signals: [pair[0]]))
    var reader = try RecordingReader(path: path)
    #expect(reader.description.gaps == [8..<14])
    #expect(reader.description.frameCount == 18)
    let block = try reader.read(frames: 6..<16, signals: [0])[0]
    let missing = [Int32](repeating: SampleBlock.missingSample, count: 6)
    #expect(block.digital(in: nil) == [7, 8] + missing + [9, 10])
    let whole = Array(1...8) + missing + [9, 10, 11, 12]
    for start in 0...18 {
      for end in start...18 {
        let part = try reader.read(frames: start..<end, signals: [0])[0]
        #expect(part.digital(in: nil) == Array(whole[start..<end]))
      }
    }
    #expect(try reader.texts() == [TimestampedText(onset: 10.5, duration: 2, text: "AF on")])
  }

  @Test func everyRangeEqualsThatPartOfTheWhole() throws {
    let folder = try RecordFolder()
    let records = (0..<3).map { ("", [noise(4, -9...9).map { $0 + 1 }, [$0, -$0]]) }
    let path = try folder.file("r.edf", file("", records: records, signals: pair))
    let whole = try ECGRecording(path: path).leads[0].digital ?? []
    var reader = try RecordingReader(path: path)
    for start in 0...6 {
      for end in start...6 {
        let block = try reader.read(frames: start..<end, signals: [0])[0]
        #expect(block.digital(in: nil) == Array(whole[start * 2..<end * 2]))
      }
    }
  }

  @Test func aTruncatedFileSaysHowMuchIsThere() throws {
    let folder = try RecordFolder()
    let bytes = file("", records: [("", [[1, 2, 3, 4], [1, 2]])], signals: pair, recordCount: 3)
    let path = try folder.file("r.edf", bytes)
    #expect(throws: ECGSignalError.truncatedSignal(path: path, declared: 6, available: 2)) {
      try RecordingReader(path: path)
    }
  }

  @Test func recordsOutOfOrderOrWithoutOnsetAreRefused() throws {
    let folder = try RecordFolder()
    for texts in [["+5\u{14}\u{14}\0", "+3\u{14}\u{14}\0"], ["+5\u{14}\u{14}\0", ""]] {
      let records = texts.map { ($0, [[1, 2, 3, 4]]) }
      let path = try folder.file("r.edf", file("EDF+D", records: records, signals: [pair[0]]))
      #expect(throws: ECGSignalError.self) { try RecordingReader(path: path) }
    }
  }

  @Test func timesThatCannotBeTrueAreRefused() throws {
    let folder = try RecordFolder()
    let ecg = [Signal(label: "ECG", samplesPerRecord: 4)]
    let samples = [[1, 2, 3, 4]]
    let later = file(
      "EDF+D", records: [("+0\u{14}\u{14}\0", samples), ("+1e8\u{14}\u{14}\0", samples)],
      signals: ecg)
    let short = file("", records: [("", samples)], signals: ecg, recordDuration: "1e-320")
    for (bytes, problem) in [(later, "too long to be true"), (short, "too short to be true")] {
      let path = try folder.file("r.edf", bytes)
      #expect {
        try RecordingReader(path: path)
      } throws: { error in
        "\(error)".contains(problem)
      }
    }
  }

  @Test func whatIsNoEDFHeaderIsRefused() throws {
    let folder = try RecordFolder()
    let good = file("", records: [("", [[1, 2, 3, 4], [1, 2]])], signals: pair)
    for damage in [(0, "x"), (184, "999"), (236, "-7"), (236, "many"), (244, "nan"), (252, "-1")] {
      var bytes = good
      bytes.replaceSubrange(damage.0..<damage.0 + damage.1.utf8.count, with: Array(damage.1.utf8))
      let path = try folder.file("r.edf", bytes)
      #expect(throws: ECGSignalError.self, "\(damage)") { try RecordingReader(path: path) }
    }
    let path = try folder.file("r.edf", Array(good.prefix(300)))
    #expect(throws: ECGSignalError.self) { try RecordingReader(path: path) }
  }
}
