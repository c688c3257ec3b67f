import Testing

@testable import ECGSignal

@Suite struct DelimitedTextSourceTests {
  private func read(_ text: String) throws -> ECGRecording {
    let folder = try RecordFolder()
    let path = try folder.folder.write(text, to: "r.csv")
    var reader = try RecordingReader(textPath: path, samplingFrequency: 100, units: "mV")
    return try ECGRecording(&reader, signals: Array(reader.description.signals.indices))
  }

  @Test(arguments: ["\t", ",", ";", " ", " , "])
  func columnsAreLeads(separator: String) throws {
    let recording = try read(
      "# note\nI\(separator)II\n1\(separator)-2.5\r\n\n3e-1\(separator)4")
    #expect(recording.leads.map(\.description.name) == ["I", "II"])
    #expect(recording.leads.map(\.samples) == [[1, 0.3], [-2.5, 4]])
    #expect(recording.leads.map(\.samplingFrequency) == [100, 100])
    #expect(recording.leads[0].digital == nil)
  }

  @Test func namesAreOptional() throws {
    let recording = try read("1,2\n3,4\n")
    #expect(recording.leads.map(\.description.name) == ["signal 1", "signal 2"])
    #expect(recording.leads.map(\.samples) == [[1, 3], [2, 4]])
  }

  @Test func emptyFieldsAreMissing() throws {
    let samples = try read("I,II\n1,\nNA,4\n").leads.map(\.samples)
    #expect(samples[0][0] == 1 && samples[0][1].isNaN)
    #expect(samples[1][0].isNaN && samples[1][1] == 4)
  }

  @Test(arguments: [("1,2\n3\n", 2), ("1,2\n3,x\n", 2), ("I\n1\ninf\n", 3)])
  func rowsThatAreNoNumbersAreRefusedWithTheirLine(text: String, line: Int) throws {
    #expect {
      try read(text)
    } throws: { error in
      if case ECGSignalError.malformedText(_, line, _) = error { true } else { false }
    }
  }

  private func units(_ text: String) throws -> [String] {
    try read(text).leads.map(\.description.units)
  }

  @Test(arguments: [
    ("time,ecg", "s"), ("T [ms],ecg", "ms"), ("Sample,ecg", "samples"), ("Seconds,ecg", "s"),
  ])
  func aColumnOfTimeIsNoVoltage(heading: String, units: String) throws {
    #expect(try self.units(heading + "\n0,1\n0,2\n5,3\n") == [units, "mV"])
  }

  @Test func aFirstColumnThatRisesEvenlyIsNoVoltage() throws {
    let rounded = (0..<40).map { "0.\(1000 + Int(Double($0) / 0.36 + 0.5));\($0 % 7)\n" }.joined()
    #expect(try units(rounded) == ["samples", "mV"])
    #expect(try units("1,2\n2,2\n7,1\n8,2\n") == ["mV", "mV"])
    // Leads alone, or later.
    #expect(try units("1\n2\n3\n4\n") == ["mV"])
    #expect(try units("5,1\n4,2\n5,3\n4,4\n") == ["mV", "mV"])
    #expect(try units("time\n1\n2\n5\n") == ["mV"])
  }

  @Test func aByteOrderMarkIsNoValue() throws {
    #expect(try read("\u{FEFF}1\n2\n").leads.map(\.samples) == [[1, 2]])
    #expect(try read("\u{FEFF}I,II\n2,3\n").leads.map(\.description.name) == ["I", "II"])
  }

  @Test(arguments: ["1,234\n1,045\n0,9\n", "0,25\n-0,13\n1,2\n"])
  func numbersWithDecimalCommasAreRefused(text: String) throws {
    #expect {
      try read(text)
    } throws: { error in
      "\(error)".contains("decimal commas")
    }
    #expect(try read("I,II\n" + text).leads.count == 2)
  }

  @Test func whatHoldsNoRowIsRefused() {
    for text in ["", "\n\n", "# note\n"] {
      #expect {
        try read(text)
      } throws: { error in
        "\(error)".contains("it holds no row")
      }
    }
  }

  @Test func linesLongerThanAChunkAreWhole() throws {
    let rows = (0..<200_000).map { "\($0),\(-$0)" }
    let samples = try read(rows.joined(separator: "\n")).leads.map(\.samples)
    #expect(samples[0] == (0..<200_000).map { Double($0) })
    #expect(samples[1].last == -199_999)
  }
}
