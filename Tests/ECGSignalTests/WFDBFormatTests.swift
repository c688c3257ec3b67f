import Testing

@testable import ECGSignal

@Suite struct WFDBFormatTests {
  static let ranges: [(format: Int, range: ClosedRange<Int>)] = [
    (8, -60...60), (16, -32767...32767), (24, -8_388_607...8_388_607),
    (32, -2_147_483_647...2_147_483_647), (61, -32767...32767), (80, -127...127),
    (160, -32767...32767), (212, -2047...2047), (310, -511...511), (311, -511...511),
  ]

  @Test(arguments: WFDBFormatTests.ranges.indices)
  func everyFormatGivesBackThePackedSamples(index: Int) throws {
    let (format, range) = Self.ranges[index]
    for count in [1, 2, 3, 4, 5, 6, 7, 100, 499] {
      let samples = noise(count, range)
      let folder = try RecordFolder()
      try folder.file("r.dat", pack(samples, format: format))
      let path = try folder.header("r", ["r 1 250 \(count)", "r.dat \(format) 200(7)/mV 0 0 0"])
      let recording = try ECGRecording(path: path)
      #expect(recording.leads[0].digital == samples.map { Int32($0) }, "format \(format)")
      #expect(recording.leads[0].samples == samples.map { (Double($0) - 7) / 200 })
    }
  }

  @Test(arguments: WFDBFormatTests.ranges.indices)
  func anyRangeEqualsThatPartOfTheWhole(index: Int) throws {
    let (format, range) = Self.ranges[index]
    let samples = noise(90, range)
    let folder = try RecordFolder()
    try folder.file("r.dat", pack(samples, format: format))
    let path = try folder.header(
      "r", ["r 3 250 30", "r.dat \(format) 1", "r.dat \(format) 1", "r.dat \(format) 1"])
    var reader = try RecordingReader(path: path)
    guard format != 8 else { return }
    for start in 0..<30 {
      for end in start...30 {
        let block = try reader.read(frames: start..<end, signals: [1])[0]
        #expect(
          block.digital(in: nil) == (start..<end).map { Int32(samples[$0 * 3 + 1]) },
          "format \(format), frames \(start)..<\(end)")
      }
    }
  }

  @Test func differencesAreSummedFromTheRecordsStartWhereverReadingStarts() throws {
    let samples = noise(50, -60...60)
    let folder = try RecordFolder()
    try folder.file("r.dat", pack(samples.map { $0 - 5 }, format: 8))
    let path = try folder.header("r", ["r 1 250 50", "r.dat 8 1 10 0 5"])
    var reader = try RecordingReader(path: path)
    for range in [40..<50, 10..<20, 20..<45] {
      let block = try reader.read(frames: range, signals: [0])[0]
      #expect(block.digital(in: nil) == range.map { Int32(samples[$0]) })
    }
  }

  @Test(arguments: [
    (16, -32768), (24, -8_388_608), (32, -2_147_483_648), (61, -32768), (80, -128), (160, -32768),
    (212, -2048), (310, -512), (311, -512),
  ])
  func theLowestValueMeansMissing(format: Int, invalid: Int) throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([1, invalid, 3], format: format))
    let path = try folder.header("r", ["r 1 250 3", "r.dat \(format) 10"])
    let samples = try ECGRecording(path: path).leads[0].samples
    #expect(samples[0] == 0.1 && samples[1].isNaN && samples[2] == 0.3)
  }

  @Test func aNullSignalHasNoSamples() throws {
    let folder = try RecordFolder()
    let path = try folder.header("r", ["r 2 360 4", "* 0 0 0 0 0 0", "* 0 0 0 0 0 0"])
    let recording = try ECGRecording(path: path)
    #expect(recording.leads.map(\.samples.count) == [4, 4])
    let values = recording.leads[1].samples
    #expect(values.allSatisfy { $0.isNaN })
  }

  @Test func samplesMayStartAtAByteOffset() throws {
    let folder = try RecordFolder()
    try folder.file("r.mat", [UInt8](repeating: 9, count: 24) + pack([5, 6], format: 16))
    let path = try folder.header("r", ["r 1 300 2", "r.mat 16+24 1000/mV"])
    #expect(try ECGRecording(path: path).leads[0].digital == [5, 6])
  }

  @Test func skewedSignalsAreReadLaterAndEndMissing() throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([0, 10, 1, 11, 2, 12, 3, 13], format: 16))
    let path = try folder.header("r", ["r 2 250 4", "r.dat 16:2 1", "r.dat 16 1"])
    let leads = try ECGRecording(path: path).leads
    #expect(leads[0].digital == [2, 3, SampleBlock.missingSample, SampleBlock.missingSample])
    #expect(leads[1].digital == [10, 11, 12, 13])
  }

  @Test func aFrameHoldsSeveralSamplesOfAFastSignal() throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([0, 1, 100, 2, 3, 101, 4, 5, 102], format: 16))
    let path = try folder.header("r", ["r 2 125 3", "r.dat 16x2 1", "r.dat 16 1"])
    let leads = try ECGRecording(path: path).leads
    #expect(leads.map(\.samplingFrequency) == [250, 125])
    #expect(leads.map(\.digital) == [[0, 1, 2, 3, 4, 5], [100, 101, 102]])
  }

  @Test func framesAreAveragedOrRepeatedAsRowsOfATable() throws {
    let folder = try RecordFolder()
    try folder.file("r.dat", pack([0, -1, 7, 2, 3, 8], format: 16))
    let path = try folder.header("r", ["r 2 125 2", "r.dat 16x2 2", "r.dat 16 1"])
    var reader = try RecordingReader(path: path)
    let signals = reader.description.signals
    let blocks = try reader.read(frames: 0..<2, signals: [0, 1])
    #expect(try SampleTable(blocks, of: signals, grid: .frame).digital == [[0, 2], [7, 8]])
    let finest = try SampleTable(blocks, of: signals, grid: .finest)
    #expect(finest.physical == [[0, -0.5, 1, 1.5], [7, 7, 8, 8]])
  }

  @Test func aWrongChecksumIsAWarningAndZeroIsNone() throws {
    let folder = try RecordFolder()
    let samples = noise(300, -30000...30000)
    let sum = Int16(truncatingIfNeeded: samples.reduce(0, +))
    let line = "r.dat 16 100/mV 16 0 0"
    for (checksum, count) in [(Int(sum), 0), (Int(sum) & 0xFFFF, 0), (0, 0), (Int(sum) + 1, 1)] {
      let path = try folder.record16("r", samples, line: "\(line) \(checksum) 0 II")
      #expect(try ECGRecording(path: path).description.warnings.count == count)
    }
  }
}
