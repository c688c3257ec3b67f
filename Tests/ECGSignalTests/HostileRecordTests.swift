import Testing

@testable import ECGSignal

@Suite struct HostileRecordTests {
  @Test(arguments: ["../r.dat", "/etc/passwd", "a/../../r.dat", "..", "a//b.dat", "./r.dat"])
  func aSignalFileOutsideTheFolderIsRefused(name: String) throws {
    let folder = try RecordFolder()
    let path = try folder.header("r", ["r 1 250 2", "\(name) 16 100/mV"])
    #expect(throws: ECGSignalError.unsafePath(path: path, name: name)) {
      try RecordingReader(path: path)
    }
  }

  @Test func aSegmentOutsideTheFolderIsRefused() throws {
    let folder = try RecordFolder()
    let path = try folder.header("r", ["r/1 1 250 2", "../s 2"])
    #expect(throws: ECGSignalError.unsafePath(path: path, name: "../s.hea")) {
      try RecordingReader(path: path)
    }
  }

  @Test func aTruncatedFileSaysHowMuchIsThere() throws {
    let folder = try RecordFolder()
    let signal = try folder.file("r.dat", pack([1, 2, 3], format: 16))
    let path = try folder.header("r", ["r 1 250 10", "r.dat 16 100/mV"])
    #expect(throws: ECGSignalError.truncatedSignal(path: signal, declared: 10, available: 3)) {
      try RecordingReader(path: path)
    }
  }

  @Test func hugeDeclaredLengthsAreRefusedBeforeAnythingIsAllocated() throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([1, 2, 3], format: 16))
    let path = try folder.header("r", ["r 1 250 1099511627776", "r.dat 16x1048576 100/mV"])
    #expect(throws: ECGSignalError.self) { try RecordingReader(path: path) }
    let endless = try folder.header("e", ["e 1 250 1099511627776", "~ 0x1048576"])
    #expect(throws: ECGSignalError.self) { try RecordingReader(path: endless) }
    let null = try folder.header("n", ["n 1 250 1099511627776", "~ 0"])
    #expect(throws: ECGSignalError.self) { try ECGRecording(path: null) }
  }

  @Test func recordingsLongerThanAYearAreRefused() throws {
    let folder = try RecordFolder()
    try folder.record16("s", [1, 2])
    let year = 366 * 86_400 * 250
    for lines in [
      ["r 1 250 1099511627776", "~ 0"], ["r 1 250 \(year + 1)", "~ 0"],
      ["r/2 1 250", "s 2", "~ 400000000000"], ["r 1 1e-300 2", "~ 0"],
    ] {
      let path = try folder.header("r", lines)
      #expect {
        try RecordingReader(path: path)
      } throws: { error in
        "\(error)".contains("too long to be true")
      }
    }
    let path = try folder.header("r", ["r 1 250 \(year)", "~ 0"])
    #expect(try RecordingReader(path: path).description.frameCount == year)
  }

  @Test func anOffsetPastTheEndIsRefused() throws {
    let folder = try RecordFolder()
    let signal = try folder.file("r.dat", pack([1, 2, 3], format: 16))
    let path = try folder.header("r", ["r 1 250", "r.dat 16+4000000000 100/mV"])
    #expect(
      throws: ECGSignalError.malformedSignal(
        path: signal, problem: "samples start at byte 4000000000 of 6")
    ) { try RecordingReader(path: path) }
  }

  @Test func zeroGainHindersPhysicalValuesOfThatLeadOnly() throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([1, 2, 3, 4], format: 16))
    let path = try folder.header(
      "r", ["r 2 250 2", "r.dat 16 0/mV 16 0 0 0 0 I", "r.dat 16 2/mV 16 0 0 0 0 II"])
    #expect(throws: ECGSignalError.uncalibratedSignal(path: path, signal: "I")) {
      try ECGRecording(path: path, leads: ["I"])
    }
    #expect(try ECGRecording(path: path, leads: ["II"]).leads[0].samples == [1, 2])
  }

  @Test func noSamplingFrequencyMeansNoRecordingButADescription() throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([1, 2], format: 16))
    let path = try folder.header("r", ["r 1", "r.dat 16 100/mV"])
    #expect(try RecordingReader(path: path).description.frameCount == 2)
    #expect(throws: ECGSignalError.unknownSamplingFrequency(path: path)) {
      try ECGRecording(path: path)
    }
  }

  @Test func segmentsOfSegmentsAreRefused() throws {
    let folder = try RecordFolder()
    let path = try folder.header("r", ["r/1 1 250 2", "r 2"])
    #expect(throws: ECGSignalError.self) { try RecordingReader(path: path) }
  }

  @Test func missingFilesAndFoldersAreNoRecords() throws {
    let folder = try RecordFolder()
    let path = try folder.header("r", ["r 1 250 2", "r.dat 16 100/mV"])
    for wrong in [path, folder.folder.path, folder.folder.file("none"), "/dev/zero"] {
      #expect {
        try RecordingReader(path: wrong)
      } throws: { error in
        if case ECGSignalError.cannotOpen = error { true } else { false }
      }
    }
  }

  @Test func signalsOfOneFileMustAgreeAndFollowEachOther() throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([1, 2, 3, 4], format: 16))
    try folder.file("s.dat", pack([1, 2, 3, 4], format: 16))
    for lines in [
      ["r.dat 16 1", "r.dat 61 1"], ["r.dat 16 1", "r.dat 16+2 1"],
      ["r.dat 16 1", "s.dat 16 1", "r.dat 16 1"],
    ] {
      let path = try folder.header("r", ["r \(lines.count) 250 1"] + lines)
      #expect(throws: ECGSignalError.self) { try RecordingReader(path: path) }
    }
  }

  @Test func anErrorIsOneLine() {
    let error = ECGSignalError.unsafePath(path: "a\nb.hea", name: "../\u{1B}[2J")
    #expect(!error.description.contains("\n") && !error.description.contains("\u{1B}"))
  }
}
