package import GenomicRegions

/// The peaks of a BED or narrowPeak file, plain, gzip or BGZF, in file order.
package struct PeakFile: Sendable {
  package let path: String
  package let format: PeakRecord.Format
  package let peaks: [PeakRecord]

  /// Reads a file, `-` for standard input.
  ///
  /// It is narrowPeak if it is called so or if its first region has the ten columns of one. Throws
  /// `cannotOpen`, what reading gave, and `regions(.malformedBED)` or `regions(.malformedPeak)`. A file
  /// without a region gives an empty list.
  package init(path: String) throws(SequenceIOError) {
    try self.init(TextLines(path: path))
  }

  /// Reads a file that was opened for its content to be looked at.
  package init(_ lines: TextLines) throws(SequenceIOError) {
    path = lines.path
    let first = try lines.peek(where: Self.isRegion)
    let format: PeakRecord.Format =
      Self.ending(of: path) == "narrowpeak"
      ? .narrowPeak : first.map(PeakRecord.formatOfRegions) ?? .bed
    var peaks: [PeakRecord] = []
    while let line = try lines.next() {
      do throws(GenomicRegionsError) {
        let peak = try PeakRecord(
          parsing: line, as: format, path: path, line: lines.lineNumber)
        if let peak { peaks.append(peak) }
      } catch {
        throw .regions(error)
      }
    }
    self.format = format
    self.peaks = peaks
  }

  /// The peaks by falling signal, equal ones and those of BED as the file has them.
  package var ranked: [PeakRecord] {
    peaks.enumerated().sorted {
      ($1.element.signal ?? 0, $0.offset) < ($0.element.signal ?? 0, $1.offset)
    }.map(\.element)
  }

  /// Whether a text holds regions: by its name, or by its first line that is no comment. Nothing is
  /// consumed.
  package static func isPeaks(_ lines: TextLines) throws(SequenceIOError) -> Bool {
    if ["bed", "narrowpeak", "broadpeak"].contains(ending(of: lines.path)) { return true }
    let first = try lines.peek(where: isRegion)
    return first.flatMap(PeakRecord.format(ofLine:)) != nil
  }

  /// Whether a line is to be read, and not a comment or for a browser.
  private static func isRegion(_ line: String) -> Bool {
    guard let first = line.first(where: { !$0.isWhitespace }), first != "#" else { return false }
    let word = line.prefix { !$0.isWhitespace }
    return word != "track" && word != "browser"
  }

  /// The last part of a file's name in lower case, that of compression left out.
  private static func ending(of path: String) -> String {
    var parts = path.lowercased().split(separator: ".")
    if ["gz", "bgz"].contains(parts.last) { parts.removeLast() }
    return parts.last.map(String.init) ?? ""
  }
}
