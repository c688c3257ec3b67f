import Foundation
import TestSupport

@testable import Arrhythmia
@testable import ResultsExport
@testable import ecg

/// Reports of made-up records.
enum ReportFixture {
  static let heading = RhythmReportHeading(
    model: "tiny", modelSHA256: "0123abcd", program: "ecg 0.1.0",
    command: "ecg classify \"a & b\"", date: "2026-01-02 03:04 UTC")

  static func entry(
    _ record: String, _ outcome: RhythmReportEntry.Outcome, probability: Double = 0.7
  ) -> RhythmReportEntry {
    var entry = RhythmReportEntry(
      record: record, outcome: outcome, duration: 30, samplingFrequency: 300, lead: "I")
    if case .rhythm(let rhythm) = outcome {
      entry.probabilities = RhythmClass.allCases.map {
        $0 == rhythm ? probability : (1 - probability) / 3
      }
    } else {
      entry.message = "no signal"
    }
    return entry
  }

  static let entries = [
    entry("b10", .rhythm(.normal), probability: 0.8), entry("b9", .rhythm(.atrialFibrillation)),
    entry("b1", .rhythm(.normal), probability: 0.6), entry("c", .abstained), entry("d", .failed),
    entry("e", .rhythm(.noise)),
  ]

  /// A spike of 1 mV for 10 ms every second on a flat line, 300 Hz.
  static func strip(
    seconds: Double = 30, decisive: Range<Double>? = 12.5..<15
  ) -> RhythmStrip {
    let rows = RhythmStrip.stretches(ofRecordLasting: seconds, decisive: decisive).map { range in
      let count = Int((range.upperBound - range.lowerBound) * 300)
      return RhythmStrip.Row(
        start: range.lowerBound, millivolts: (0..<count).map { $0 % 300 / 3 == 50 ? 1 : 0 })
    }
    return RhythmStrip(rows: rows, samplingFrequency: 300, decisive: decisive)
  }

  /// The page of a report, written to `folder/report.html`.
  static func page(
    _ entries: [RhythmReportEntry] = entries, stripLimit: Int = 100, in folder: TemporaryFolder
  ) throws -> String {
    let report = try RhythmReport(
      path: folder.file("report.html"), replaceExisting: true, heading: heading,
      stripLimit: stripLimit)
    for entry in entries { try report.add(entry) }
    try report.endTable()
    for index in report.selected.indices { try report.write(strip(), at: index) }
    try report.complete()
    try report.publish()
    return String(decoding: try folder.read("report.html"), as: UTF8.self)
  }
}

/// The texts between two markers, in order.
func pieces(of text: String, from start: String, to end: String) -> [String] {
  text.components(separatedBy: start).dropFirst().map {
    $0.components(separatedBy: end)[0]
  }
}
