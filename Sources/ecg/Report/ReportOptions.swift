internal import ArgumentParser

/// Whether and how `ecg classify` writes a report to look at.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a report to look at: one HTML page with a table of all records and rhythm strips.",
      valueName: "file"), completion: .file())
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Records of each verdict to draw a strip of in the report, the first ones.",
      valueName: "n"))
  var reportStrips = 100

  mutating func validate() throws {
    if reportStrips < 0 {
      throw ValidationError("--report-strips is \(reportStrips); give at least 0")
    }
  }
}
