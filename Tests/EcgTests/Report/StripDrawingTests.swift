import Testing

@testable import ResultsExport
@testable import ecg

@Suite struct StripDrawingTests {
  private func drawing(_ strip: RhythmStrip) -> String {
    var buffer = TextBuffer()
    StripDrawing(strip, label: "a \"strip\"", decisiveIdentifier: "r1d").write(to: &buffer)
    return buffer.string
  }

  @Test func aUnitIsAFortiethOfAMillimetre() {
    // 10 mm for the pulse and 10 s at 25 mm/s; three rows of 20 mm with 5 mm above each.
    #expect(
      drawing(ReportFixture.strip()).contains(
        "width=\"260mm\" height=\"75mm\" viewBox=\"0 0 10400 3000\""))
  }

  @Test func theCalibrationPulseIsAMillivoltForAFifthOfASecond() {
    // 10 mm high and 5 mm wide: 400 and 200 units.
    #expect(drawing(ReportFixture.strip()).contains("d=\"M60 600h60v-400h200v400h40"))
  }

  @Test func aSecondIs25MillimetresAndAMillivolt10() throws {
    let strip = RhythmStrip(
      rows: [.init(start: 0, millivolts: (0..<1000).map { $0 == 500 ? 1 : 0 })],
      samplingFrequency: 100)
    let text = drawing(strip)
    let path = try #require(pieces(of: text, from: "h40", to: "\"").first)
    // From 400 to 5390, up 400 units in a sample (10 ms), down again, and on to 10390.
    #expect(path == "M400 600l4990 0 10-400 10 400 4980 0")
  }

  @Test func squaresOfThePaperAre1And5Millimetres() throws {
    var buffer = TextBuffer()
    ReportPage.head(title: "", to: &buffer)
    let thin = try #require(
      pieces(of: buffer.string, from: "class=\"thin\" d=\"", to: "\"").first)
    #expect(thin.hasPrefix("M40 0v5400M80 0v5400M120 0v5400M160 0v5400M240 0v5400"))
    let thick = try #require(
      pieces(of: buffer.string, from: "class=\"thick\" d=\"", to: "\"").first)
    #expect(thick.hasPrefix("M0 0v5400M200 0v5400M400 0v5400"))
    #expect(thick.hasSuffix("M0 5200h10400M0 5400h10400"))
  }

  @Test func theDecisiveStretchIsMarkedWhereItLies() {
    let text = drawing(ReportFixture.strip(decisive: 12.5..<15))
    // In the second row, from 2.5 s to 5 s after its start at 400 units.
    #expect(
      text.contains(
        "<rect class=\"decisive\" x=\"2900\" y=\"1000\" width=\"2500\" height=\"1000\"/>"))
    #expect(text.contains("id=\"r1d\"") && text.contains("weighed most"))
    #expect(!drawing(ReportFixture.strip(decisive: nil)).contains("decisive"))
  }

  @Test func aDecisiveStretchAcrossRowsIsMarkedInBoth() {
    let text = drawing(ReportFixture.strip(decisive: 8..<12))
    let marks = pieces(of: text, from: "<rect class=\"decisive\" ", to: " height")
    #expect(marks == ["x=\"8400\" y=\"0\" width=\"2000\"", "x=\"400\" y=\"1000\" width=\"2000\""])
    #expect(pieces(of: text, from: "id=\"", to: "\"").count == 1)
  }

  @Test func signalBeyondThePaperIsCutAndSaidToBe() {
    var strip = ReportFixture.strip()
    strip.rows[0].millivolts[10] = 30
    let drawing = StripDrawing(strip, label: "", decisiveIdentifier: "d")
    #expect(drawing.isCut)
    #expect(!StripDrawing(ReportFixture.strip(), label: "", decisiveIdentifier: "d").isCut)
  }

  @Test func emptyAndMissingSignalsDrawNoTrace() throws {
    let strip = RhythmStrip(
      rows: [.init(start: 0, millivolts: Array(repeating: .nan, count: 500))],
      samplingFrequency: 100)
    let path = try #require(pieces(of: drawing(strip), from: "h40", to: "\"").first)
    #expect(path.isEmpty)
  }

  @Test func theLabelIsEscaped() {
    #expect(drawing(ReportFixture.strip()).contains("aria-label=\"a &quot;strip&quot;\""))
  }
}
