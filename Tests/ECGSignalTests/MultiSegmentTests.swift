import Testing

@testable import ECGSignal

@Suite struct MultiSegmentTests {
  private let missing = SampleBlock.missingSample

  /// Frames: 0-2 segment a (I, II), 3-4 gap, 5-6 segment b (II with another gain).
  private func variableRecord(_ folder: RecordFolder) throws -> String {
    try folder.header(
      "layout",
      ["layout 2 250 0", "~ 0 100/mV 16 0 0 0 0 I", "~ 0 100/mV 16 0 0 0 0 II"])
    try folder.file("a.dat", pack([1, 10, 2, 20, 3, 30], format: 16))
    try folder.header(
      "a", ["a 2 250 3", "a.dat 16 100/mV 16 0 0 0 0 I", "a.dat 16 100/mV 16 0 0 0 0 II"])
    try folder.file("b.dat", pack([7, 9], format: 16))
    try folder.header("b", ["b 1 250 2", "b.dat 16 50(1)/mV 16 0 0 0 0 II"])
    return try folder.header("r", ["r/4 2 250 7", "layout 0", "a 3", "~ 2", "b 2"])
  }

  @Test func aVariableLayoutPlacesSignalsByNameAndLeavesGaps() throws {
    let folder = try RecordFolder()
    let recording = try ECGRecording(path: try variableRecord(folder))
    #expect(recording.description.gaps == [3..<5])
    #expect(recording.leads[0].digital == [1, 2, 3] + Array(repeating: missing, count: 4))
    #expect(recording.leads[1].digital == [10, 20, 30, missing, missing, 12, 16])
    let expected: [Double] = [0.1, 0.2, 0.3, .nan, .nan, 0.12, 0.16]
    for (ours, value) in zip(recording.leads[1].samples, expected) {
      #expect(ours == value || (ours.isNaN && value.isNaN))
    }
  }

  @Test func allFilesOfTheSegmentsAreNamedOnce() throws {
    let folder = try RecordFolder()
    let path = try variableRecord(folder)
    let names = try RecordingReader(path: path).files().map {
      $0.split(separator: "/").last.map(String.init)
    }
    #expect(names == ["r.hea", "layout.hea", "a.hea", "a.dat", "b.hea", "b.dat"])
  }

  @Test func everyRangeEqualsThatPartOfTheWhole() throws {
    let folder = try RecordFolder()
    let path = try variableRecord(folder)
    let whole = try ECGRecording(path: path).leads[1]
    var reader = try RecordingReader(path: path)
    for start in 0...7 {
      for end in start...7 {
        let block = try reader.read(frames: start..<end, signals: [1])[0]
        #expect(
          block.digital(in: whole.description.scale) == Array(whole.digital?[start..<end] ?? []))
      }
    }
  }

  @Test func aFixedLayoutMayRepeatASegment() throws {
    let folder = try RecordFolder()
    try folder.record16("s", [1, 2, 3])
    try folder.header("n", ["n 1 250 2", "~ 0"])
    let path = try folder.header("r", ["r/3 1 250 8", "s 3", "n 2", "s 3"])
    #expect(
      try ECGRecording(path: path).leads[0].digital == [1, 2, 3, missing, missing, 1, 2, 3])
  }

  @Test func aSegmentThatIsNotThereDoesNotHinderReadingTheOthers() throws {
    let folder = try RecordFolder()
    try folder.record16("s", [1, 2, 3])
    let path = try folder.header("r", ["r/2 1 250 6", "s 3", "absent 3"])
    var reader = try RecordingReader(path: path)
    #expect(try reader.read(frames: 0..<3, signals: [0])[0].digital(in: nil) == [1, 2, 3])
    #expect(
      throws: ECGSignalError.cannotOpen(
        path: folder.folder.file("absent.hea"), reason: "there is no such file")
    ) { try reader.read(frames: 2..<4, signals: [0]) }
  }

  @Test(arguments: [
    ["s 1 250 4", "s.dat 16 100/mV"], ["s 1 500 3", "s.dat 16 100/mV"],
    ["s 2 250 3", "s.dat 16 100/mV", "s.dat 16 100/mV"], ["s 1 250 3", "s.dat 16 100/uV"],
    ["s 1 250 3", "s.dat 16x2 100/mV"],
  ])
  func aSegmentThatContradictsTheRecordIsRefused(lines: [String]) throws {
    let folder = try RecordFolder()
    try folder.record16("first", [1, 2, 3])
    try folder.file("s.dat", pack(noise(20, -9...9), format: 16))
    try folder.header("s", lines)
    let path = try folder.header("r", ["r/2 1 250 6", "first 3", "s 3"])
    #expect(throws: ECGSignalError.self) { try ECGRecording(path: path) }
  }
}
