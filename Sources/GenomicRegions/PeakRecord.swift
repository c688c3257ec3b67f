/// One peak of a BED or narrowPeak file: where, how strong, and where it is highest.
package struct PeakRecord: Sendable, Equatable {
  /// What the columns after the third hold.
  package enum Format: Sendable, Equatable {
    /// Name and strand at most.
    case bed
    /// ENCODE's ten columns: signal in the 7th, the summit's distance from the start in the 10th.
    case narrowPeak
  }

  package let interval: GenomicInterval
  package let name: String?
  /// Column 7 of narrowPeak: how strong the peak is; nil in BED.
  package let signal: Double?
  /// Column 10 of narrowPeak: the base where it is highest; nil where it is -1, and in BED.
  package let summit: GenomicPosition?

  package init(
    interval: GenomicInterval, name: String? = nil, signal: Double? = nil,
    summit: GenomicPosition? = nil
  ) {
    self.interval = interval
    self.name = name
    self.signal = signal
    self.summit = summit
  }

  /// The base a window is laid around: the summit, or the middle (of two, the one further right).
  package var centre: GenomicPosition { summit ?? interval.start + interval.length / 2 }

  /// Reads a line without its line feed; nil for blank lines, comments, `track` and `browser` lines.
  ///
  /// Throws `malformedBED` for what every BED file must have and `malformedPeak` for narrowPeak's
  /// further columns: ten are needed, the signal is a number not below 0, the summit lies in the peak or
  /// is -1.
  package init?(
    parsing text: String, as format: Format, path: String, line: Int
  ) throws(GenomicRegionsError) {
    let record = try BEDRecord(parsing: Array(text.utf8), path: path, line: line)
    guard let record else { return nil }
    interval = record.interval
    name = record.name
    guard format == .narrowPeak else {
      signal = nil
      summit = nil
      return
    }
    func fail(_ problem: String, _ remedy: String) -> GenomicRegionsError {
      .malformedPeak(path: path, line: line, problem: problem, remedy: remedy)
    }
    let columns = Self.columns(text)
    guard columns.count >= 10 else {
      throw fail(
        "the line has \(columns.count) columns, narrowPeak has 10",
        "give narrowPeak, or name the file .bed")
    }
    guard let signal = Double(columns[6]), signal.isFinite, signal >= 0 else {
      throw fail("column 7, the signal, is not a number of at least 0", "mend the line")
    }
    guard let offset = Int64(columns[9]), offset >= -1 else {
      throw fail(
        "column 10, the summit, is neither a distance from the start nor -1", "mend the line")
    }
    guard offset < interval.length else {
      throw fail(
        "the summit is \(offset) bases from the start of a peak of \(interval.length)",
        "give the distance from the peak's start in column 10, or -1")
    }
    self.signal = signal
    summit = offset < 0 ? nil : interval.start + offset
  }

  /// What a line is, if it is a region: a name, then start and end with start <= end, and no long
  /// sequence of bases, which tables of examples have.
  package static func format(ofLine text: String) -> Format? {
    let columns = columns(text)
    guard columns.count >= 3, let start = Int64(columns[1]), let end = Int64(columns[2]),
      0 <= start, start <= end, !columns.contains(where: looksLikeBases)
    else { return nil }
    return format(ofColumns: columns)
  }

  /// What a line of regions is by its columns; anything but narrowPeak counts as BED.
  package static func formatOfRegions(_ text: String) -> Format {
    format(ofColumns: columns(text))
  }

  private static func format(ofColumns columns: [Substring]) -> Format {
    guard columns.count == 10, Int64(columns[9]) != nil,
      columns[6...8].allSatisfy({ Double($0) != nil }), !columns[9].hasPrefix("+")
    else { return .bed }
    return .narrowPeak
  }

  /// Names of peaks are shorter, or have other letters too.
  private static func looksLikeBases(_ column: Substring) -> Bool {
    column.utf8.count >= 20
      && column.utf8.allSatisfy { "ACGTNacgtn".utf8.contains($0) }
  }

  private static func columns(_ text: String) -> [Substring] {
    let text = text.last == "\r" ? text.dropLast() : text[...]
    return text.contains("\t")
      ? text.split(separator: "\t", omittingEmptySubsequences: false)
      : text.split(separator: " ")
  }
}
