import Foundation
import TestSupport
import Testing

@testable import ECGSignal
@testable import ResultsExport
@testable import ecg

@Suite struct InspectTests {
  /// Two leads of 3 s at 4 frames a second; the second has two samples a frame and no gain.
  private func record(_ folder: TemporaryFolder) throws -> String {
    let samples: [Int16] = (0..<12).flatMap { [$0 < 6 ? 7 : $0 * 10, -32768, 2 * $0] }
    let bytes = samples.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
    _ = try folder.write(bytes, to: "r.dat")
    return try folder.write(
      "r 2 4 12 10:00:00\nr.dat 16 100/mV 8 0 0 1 0 II\nr.dat 16x2\n# a note\n", to: "r.hea")
  }

  private func report(_ path: String) throws -> RecordingReport {
    var reader = try RecordingReader(path: path)
    return try RecordingReport(&reader, signals: [0, 1]) {}
  }

  @Test func theReportShowsHeaderLeadsAndQuality() throws {
    let folder = try TemporaryFolder()
    let text = try report(try record(folder)).text()
    #expect(
      text == """
        record    r
        format    WFDB
        length    3 s (12 frames at 4 Hz)
        start     10:00:00
        gaps      none
        lead 0    II in mV, 4 Hz
                  storage 16 in r.dat, gain 100, baseline 0
                  0.07 to 1.1 mV; missing 0.0 %; flat 50.0 %, longest 1.5 s; clipped 0.0 %
        lead 1    signal 2 in mV, 8 Hz
                  storage 16 in r.dat, gain 200 (assumed), baseline 0
                  0 to 0.11 mV; missing 50.0 %; flat 0.0 %, longest 0.125 s; clipped 0.0 %
        comment   a note

        """)
  }

  @Test func oddFactsAreWarnings() throws {
    let folder = try TemporaryFolder()
    #expect(
      try report(try record(folder)).warnings == [
        "signal \"signal 2\" states no gain: 200 a unit is assumed, as WFDB does",
        "the checksum of signal \"II\" is 552, the header says 1",
      ])
  }

  @Test func theJSONHasTheSameFacts() throws {
    let folder = try TemporaryFolder()
    let json = try report(try record(folder)).json()
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["duration_s"] as? Double == 3)
    let leads = object?["leads"] as? [[String: Any]]
    #expect(leads?.map { $0["missing_fraction"] as? Double } == [0, 0.5])
    #expect(leads?.map { $0["gain_is_assumed"] as? Bool } == [false, true])
  }

  @Test func absurdRatesAndGainsAreReportedWithoutNumbersThatAreNone() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([UInt8](repeating: 1, count: 40), to: "r.dat")
    for (line, signal) in [("1e300 10", "1e-320"), ("1e308 10", "1e-320"), ("1e308 5", "1e-320")] {
      let perFrame = line.hasSuffix("5") ? "x4" : "x2"
      let path = try folder.write(
        "r 1 \(line)\nr.dat 16\(perFrame) \(signal)/mV\n", to: "r.hea")
      var reader = try RecordingReader(path: path)
      let report = try RecordingReport(&reader, signals: [0]) {}
      #expect(report.leads[0].maximum == nil)
      #expect(!report.text().contains("inf"))
      let object = try JSONSerialization.jsonObject(with: Data(try report.json().utf8))
      #expect(object is [String: Any])
    }
  }

  @Test func samplesAreListedWithTheirFrames() throws {
    let folder = try TemporaryFolder()
    var reader = try RecordingReader(path: try record(folder))
    let output = try OutputFile(path: folder.file("out.tsv"), replaceExisting: false)
    try SampleListing(kind: .digital, grid: .finest, signals: [1, 0])
      .write(&reader, frames: 10..<12, to: output) {}
    try output.commit()
    #expect(
      String(decoding: try folder.read("out.tsv"), as: UTF8.self)
        == "#frame\tsignal 2\tII\n10\t-\t100\n10\t20\t100\n11\t-\t110\n11\t22\t110\n")
  }

  @Test func namesOfLeadsCannotBreakTheHeading() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([UInt8](repeating: 1, count: 4), to: "r.dat")
    let header = try folder.write("r 1 4 2\nr.dat 16 1 8 0 0 0 0 a\tb\n", to: "r.hea")
    var reader = try RecordingReader(path: header)
    let output = try OutputFile(path: folder.file("out.tsv"), replaceExisting: false)
    try SampleListing(kind: .digital, grid: .frame, signals: [0])
      .write(&reader, frames: 0..<1, to: output) {}
    try output.commit()
    #expect(
      String(decoding: try folder.read("out.tsv"), as: UTF8.self)
        .hasPrefix("#frame\ta\\tb\n0\t257\n"))
  }

  @Test func annotationsAreListedBesideTheRecord() throws {
    let folder = try TemporaryFolder()
    let annotations = [
      Annotation(time: 3, code: .rhythmChange, text: "(AFIB"),
      Annotation(time: 9, code: .normalBeat, subtype: 1, channel: 1, number: -1),
    ]
    _ = try folder.write(AnnotationFile(annotations: annotations).encoded(), to: "r.atr")
    let output = try OutputFile(path: folder.file("out.tsv"), replaceExisting: false)
    try AnnotationListing(record: try record(folder), annotator: "atr").write(to: output)
    try output.commit()
    #expect(
      String(decoding: try folder.read("out.tsv"), as: UTF8.self)
        == "#time\tsymbol\tsubtype\tchannel\tnumber\ttext\n3\t+\t0\t0\t0\t(AFIB\n9\tN\t1\t1\t-1\t\n"
    )
  }

  @Test func textsAreListedInOneLineEach() throws {
    let folder = try TemporaryFolder()
    let output = try OutputFile(path: folder.file("out.tsv"), replaceExisting: false)
    let texts = [
      TimestampedText(onset: 0.5, duration: 2, text: "AF\non"),
      TimestampedText(onset: 9, text: "off"),
    ]
    try TextListing(texts: texts).write(to: output)
    try output.commit()
    #expect(
      String(decoding: try folder.read("out.tsv"), as: UTF8.self)
        == "#onset_s\tduration_s\ttext\n0.5\t2.0\tAF\\non\n9.0\t-\toff\n")
  }
}
