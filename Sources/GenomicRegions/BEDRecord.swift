internal import UserFacing

/// One line of a BED file: where, and if the columns are there, name and strand.
package struct BEDRecord: Sendable, Equatable {
  package var interval: GenomicInterval
  package var name: String?
  package var strand: Strand

  package init(interval: GenomicInterval, name: String? = nil, strand: Strand = .none) {
    self.interval = interval
    self.name = name
    self.strand = strand
  }

  /// Reads a line without its line feed; nil for blank lines, comments, `track` and `browser` lines.
  ///
  /// Columns are divided by tabs, or by blanks in a line without tabs. Columns after the sixth are not
  /// looked at. Throws `malformedBED` with `path` and `line` in it.
  package init?(
    parsing text: [UInt8], path: String, line: Int
  ) throws(GenomicRegionsError) {
    let text = text.last == UInt8(ascii: "\r") ? text.dropLast() : text[...]
    let tab = UInt8(ascii: "\t")
    let columns =
      text.contains(tab)
      ? text.split(separator: tab, omittingEmptySubsequences: false)
      : text.split(separator: UInt8(ascii: " "))
    guard let first = columns.first, let start = text.first(where: { $0 != tab && $0 != 0x20 })
    else { return nil }
    let firstWord = first.prefix { $0 != UInt8(ascii: " ") }
    if start == UInt8(ascii: "#") || firstWord.elementsEqual("track".utf8)
      || firstWord.elementsEqual("browser".utf8)
    {
      return nil
    }
    func fail(_ problem: String) -> GenomicRegionsError {
      .malformedBED(path: path, line: line, problem: problem)
    }
    guard columns.count >= 3 else {
      throw fail("the line has \(columns.count) columns, BED needs 3")
    }
    guard let contig = String(validating: Array(first), as: UTF8.self), !contig.isEmpty else {
      throw fail("the sequence name is not UTF-8 text")
    }
    func position(_ column: ArraySlice<UInt8>, _ role: String) throws(GenomicRegionsError) -> Int64
    {
      let text = String(decoding: column, as: UTF8.self)
      guard let value = Int64(text), value >= 0, column.first != UInt8(ascii: "+") else {
        throw fail("the \(role) \(text.quoted) is no position")
      }
      return value
    }
    let from = try position(columns[1], "start")
    let to = try position(columns[2], "end")
    guard from <= to else { throw fail("the end \(to) is before the start \(from)") }
    interval = GenomicInterval(
      contig: contig, start: GenomicPosition(zeroBased: from), end: GenomicPosition(zeroBased: to))
    name = columns.count > 3 ? String(decoding: columns[3], as: UTF8.self) : nil
    strand = .none
    if columns.count > 5 {
      strand = Strand(rawValue: String(decoding: columns[5], as: UTF8.self)) ?? .none
    }
  }
}
