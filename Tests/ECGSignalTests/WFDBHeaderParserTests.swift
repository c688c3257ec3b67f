import Testing

@testable import ECGSignal

@Suite struct WFDBHeaderParserTests {
  private func parse(_ text: String) throws -> WFDBHeader {
    try WFDBHeaderParser.parse(Array(text.utf8), path: "r.hea")
  }

  @Test func aFullHeaderIsReadFieldByField() throws {
    let header = try parse(
      """
      # before
      100 2 360/24000(5) 650000 12:40:38 20/07/1995
      100.dat 212x4:3+24 200.5(-10)/uV 11 1024 995 -22131 0 MLII of a man
      100.dat 212x4:3+24 1.052e+04 11 1024 1011 20052 0 V5
      # 69 M 1085 1629 x1
      #Aldomet, Inderal
      """)
    #expect(header.name == "100" && header.frameFrequency == 360 && header.frameCount == 650000)
    #expect(header.start == "12:40:38 20/07/1995")
    #expect(header.comments == ["before", "69 M 1085 1629 x1", "Aldomet, Inderal"])
    let first = header.signals[0]
    #expect(first.format == .packed12 && first.samplesPerFrame == 4)
    #expect(first.skew == 3 && first.offset == 24)
    #expect(first.scale == SignalScale(gain: 200.5, baseline: -10) && first.units == "uV")
    #expect(first.resolution == 11 && first.adcZero == 1024 && first.initialValue == 995)
    #expect(first.checksum == -22131 && first.description == "MLII of a man")
    #expect(header.signals[1].scale == SignalScale(gain: 10520, baseline: 1024))
  }

  @Test func carriageReturnsBlanksAndEmptyLinesDoNotMatter() throws {
    let plain = try parse("r 1 300 9000\nr.mat 16+24 1000/mV 16 0 -127 0 0 ECG\n# note\n")
    let odd = try parse(
      "  r 1 300 9000  \r\n\r\nr.mat 16+24 1000/mV 16 0 -127 0 0 ECG \r\n# note \r\n\r\n")
    #expect(plain == odd)
  }

  @Test func absentFieldsAreKnownToBeAbsent() throws {
    let header = try parse("r 1\nr.dat 16\n")
    #expect(header.frameFrequency == nil && header.frameCount == nil)
    let description = header.signals[0].signalDescription(index: 0)
    #expect(description.scale == SignalScale(gain: 200, baseline: 0))
    #expect(description.gainIsAssumed && description.unitsAreAssumed)
    #expect(description.units == "mV" && description.name == "signal 1")
  }

  @Test func theBaselineDefaultsToTheADCZero() throws {
    let header = try parse("r 1 250\nr.dat 16 100/mV 12 2048\n")
    #expect(header.signals[0].scale == SignalScale(gain: 100, baseline: 2048))
  }

  @Test func railsFollowTheConverterWithinTheFormat() throws {
    let header = try parse(
      "r 3 250\nr.dat 212 200 11 1024\nr.dat 212 200 0 0\nr.dat 212 200 16 0\n")
    #expect(header.signals.map(\.rails) == [0...2047, -2047...2047, -2047...2047])
  }

  @Test func textThatIsNotUTF8IsLatin1() throws {
    let bytes = Array("r 1 250\nr.dat 16 100/".utf8) + [0xB5] + Array("V\n".utf8)
    let header = try WFDBHeaderParser.parse(bytes, path: "r.hea")
    #expect(header.signals[0].units == "\u{B5}V")
  }

  @Test(arguments: [
    ("", nil as Int?), ("# only a comment\n", nil), ("r\n", 1), ("r x\n", 1), ("r -1 250\n", 1),
    ("r 1000000000 250 10\nr.dat 16\n", nil), ("r 2 250\nr.dat 16\n", nil),
    ("r 1 250\nr.dat 16\nr.dat 16\n", nil), ("r 1 -250 10\nr.dat 16\n", 1),
    ("r 1 0 10\nr.dat 16\n", 1), ("r 1 nan 10\nr.dat 16\n", 1), ("r 1 inf 10\nr.dat 16\n", 1),
    ("r 1 250 -10\nr.dat 16\n", 1), ("r 1 250 99999999999999999999\nr.dat 16\n", 1),
    ("r 1 250 10\nr.dat\n", 2), ("r 1 250 10\nr.dat 16x0\n", 2),
    ("r 1 250 10\nr.dat 16:-3\n", 2), ("r 1 250 10\nr.dat 16+\n", 2),
    ("r 1 250 10\nr.dat 16 nan\n", 2), ("r 1 250 10\nr.dat 16 100(5/mV\n", 2),
    ("r 1 250 10\nr.dat 16 100/mV many\n", 2), ("r 1 250 10\nr.dat 16x99999999999\n", 2),
    ("r/0 1 250 10\n", 1), ("r/2 1 250 10\ns 10\n", nil), ("r/1 1 250 10\ns -10\n", 2),
    ("r/1 1 250 10\ns\n", 2), ("r/1 1 250 10\ns 20\n", nil), ("r/-1 1 250 10\n", 1),
    ("r/2/3 1 250 10\n", 1), ("r/2 1 250\ns 1099511627776\nt 1099511627776\n", 3),
  ])
  func whatCannotBeMeantIsRefusedWithItsLine(text: String, line: Int?) {
    #expect {
      try parse(text)
    } throws: { error in
      guard case ECGSignalError.malformedHeader("r.hea", line, _) = error else { return false }
      return true
    }
  }

  @Test func aFormatWithASignedNumberIsShownWhole() {
    #expect(
      throws: ECGSignalError.malformedHeader(
        path: "r.hea", line: 2, problem: "the format \"16+-4\" is not valid")
    ) { try parse("r 1 250 10\nr.dat 16+-4\n") }
  }

  @Test func anUnknownFormatIsNamed() {
    #expect(
      throws: ECGSignalError.unsupportedFormat(
        path: "r.hea", format: "signal format \"99\" in line 2",
        remedy: "convert the record to format 16 with xform")
    ) { try parse("r 1 250 10\nr.dat 99\n") }
  }
}
