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

  @Test func linesLongerThanAChunkAreWhole() throws {
    let rows = (0..<200_000).map { "\($0),\(-$0)" }
    let samples = try read(rows.joined(separator: "\n")).leads.map(\.samples)
    #expect(samples[0] == (0..<200_000).map { Double($0) })
    #expect(samples[1].last == -199_999)
  }
}
