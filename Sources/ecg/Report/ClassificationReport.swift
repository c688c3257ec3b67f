internal import Arrhythmia
internal import CommandSupport
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

/// The HTML report of a run of `ecg classify`.
final class ClassificationReport {
  private let report: RhythmReport
  /// Nil where there are no signals to show.
  private let stripReader: StripReader?

  /// nil when no report is asked for. Throws when it cannot be written, or would replace a file that
  /// is read or written otherwise.
  convenience init?(
    _ options: ReportOptions, classifier: RecordClassifier, inputs: [String], outputs: [String],
    replaceExisting: Bool
  ) throws {
    try self.init(
      options.report, model: classifier.model.name, modelSHA256: classifier.model.sha256,
      inputs: inputs, outputs: outputs, replaceExisting: replaceExisting,
      stripLimit: options.reportStrips, stripReader: StripReader(classifier))
  }

  /// As above; without a reader the report has no strips.
  init?(
    _ path: String?, model: String, modelSHA256: String?, inputs: [String], outputs: [String],
    replaceExisting: Bool, stripLimit: Int = 0, stripReader: StripReader? = nil
  ) throws {
    guard let path else { return nil }
    for input in inputs where path != "-" && sameFile(path, input) {
      throw CommandSupportError.outputIsInput(output: path, input: input)
    }
    for output in outputs where path == output || sameFile(path, output) {
      throw CommandSupportError.duplicateOutput(path: path)
    }
    let heading = RhythmReportHeading(
      model: model, modelSHA256: modelSHA256, program: "ecg \(Version.current)",
      command: CommandText.portable(program: "ecg"), date: Self.date())
    report = try RhythmReport(
      path: path, replaceExisting: replaceExisting, heading: heading,
      stripLimit: stripLimit)
    self.stripReader = stripReader
  }

  /// - Parameter source: how the signal is read again, for a strip.
  func add(_ verdict: RhythmVerdict, from source: RecordSource?) throws {
    var entry = RhythmReportEntry(verdict)
    entry.source = source
    try report.add(entry)
  }

  /// Adds an input that is no record.
  func add(_ error: any UserFacingError, input: String) throws {
    try report.add(
      RhythmReportEntry(record: input, outcome: .failed, message: error.diagnosis.line))
  }

  /// Draws the strips and completes the file, which has its temporary name still.
  func finish(threads: Int, check: () throws -> Void) async throws {
    guard let reader = stripReader else { return try finishWithoutStrips() }
    try report.endTable()
    let entries = report.selected.map(\.entry)
    var next = 0
    var written = 0
    try await mapInOrder(
      width: threads,
      next: { () throws -> RhythmReportEntry? in
        guard next < entries.count else { return nil }
        defer { next += 1 }
        return entries[next]
      },
      work: { reader.strip(of: $0) },
      deliver: { strip in
        try check()
        try report.write(strip, at: written)
        written += 1
      })
    try report.complete()
  }

  /// As above, with the table alone.
  func finishWithoutStrips() throws {
    try report.endTable()
    try report.complete()
  }

  /// Gives the complete file its name.
  func publish() throws { try report.publish() }

  func discard() { report.discard() }

  /// The time in UTC, to the minute.
  private static func date() -> String {
    let text = Date.now.formatted(.iso8601)
    return text.prefix(16).replacing("T", with: " ") + " UTC"
  }
}
