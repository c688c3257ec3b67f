internal import ResultsExport

/// Writes the HTML report of a classification: one page that loads nothing from elsewhere, with a
/// table of all records and strips of some.
///
/// Add every record's entry; then `endTable`, a strip for each of `selected` in order, `complete`, `publish`.
/// Memory grows with `selected` only.
final class RhythmReport {
  let heading: RhythmReportHeading
  /// Strips are for the first so many records of each outcome.
  let stripLimit: Int
  /// The entries that get a strip, with their places among all.
  private(set) var selected: [(place: Int, entry: RhythmReportEntry)] = []

  private let output: OutputFile
  private let rows: ScratchFile
  private var counts: [RhythmReportEntry.Outcome: Int] = [:]
  private var total = 0

  /// Throws `outputExists` unless `replaceExisting`, `cannotCreate`.
  init(
    path: String, replaceExisting: Bool, heading: RhythmReportHeading, stripLimit: Int
  ) throws(ResultsExportError) {
    self.heading = heading
    self.stripLimit = stripLimit
    output = try OutputFile(path: path, replaceExisting: replaceExisting)
    rows = try ScratchFile()
  }

  func add(_ entry: RhythmReportEntry) throws {
    total += 1
    let count = counts[entry.outcome, default: 0] + 1
    counts[entry.outcome] = count
    // What cannot be read has nothing to show.
    let hasStrip = entry.outcome != .failed && count <= stripLimit
    if hasStrip { selected.append((total, entry)) }
    ReportTable.append(
      entry, link: hasStrip ? Self.identifier(total) : nil, to: &rows.buffer)
    try rows.endRecord()
  }

  /// Writes everything up to the strips.
  func endTable() throws {
    ReportPage.head(title: "ECG rhythm report", to: &output.buffer)
    ReportOverview(heading: heading, counts: counts, total: total).write(to: &output.buffer)
    ReportTable.begin(counts: counts, to: &output.buffer)
    try rows.copy(to: output)
    ReportTable.end(to: &output.buffer)
    guard !selected.isEmpty else { return }
    output.buffer.append(
      "<section aria-labelledby=\"strips\"><h2 id=\"strips\">Rhythm strips</h2>\n")
    let readable = total - counts[.failed, default: 0]
    if selected.count < readable {
      output.buffer.append(
        "<p class=\"soft\">\(selected.count) of \(readable) records: the first \(stripLimit) of each "
          + "verdict. The table lists all; <code>--report-strips</code> sets the limit.</p>\n")
    }
  }

  /// Writes the strip of `selected[index]`.
  ///
  /// - Parameter strip: nil when the signal cannot be shown.
  func write(_ strip: RhythmStrip?, at index: Int) throws {
    let (place, entry) = selected[index]
    ReportRecord(entry: entry, identifier: Self.identifier(place), strip: strip)
      .write(to: &output.buffer)
    try output.endRecord()
  }

  /// Writes all there is to write; the file has its temporary name still.
  func complete() throws {
    if !selected.isEmpty { output.buffer.append("</section>\n") }
    output.buffer.append("</main>\n<footer>\n\(ReportPage.footer)")
    ReportOverview.appendProvenance(heading, to: &output.buffer)
    output.buffer.append("</footer>\n\(ReportPage.script)</body>\n</html>\n")
    try output.complete()
  }

  /// Gives the complete file its name.
  func publish() throws { try output.publish() }

  func discard() { output.discard() }

  /// The link target of the record at a place, counted from 1.
  private static func identifier(_ place: Int) -> String { "r\(place)" }
}
