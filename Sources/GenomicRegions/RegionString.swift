internal import UserFacing

/// A region as users write it: `chr1:1,000-2,000`, 1-based inclusive, by the rules of `samtools`.
///
/// `name` is a whole contig, `name:start` runs to the contig's end, `name:-end` from its start. A name
/// with colons in it is told from a range by what the input's contigs are called; `{name}:start-end` is
/// never in doubt.
package struct RegionString: Sendable, Equatable {
  /// Where on a contig; no `end` means the contig's end.
  package struct Bounds: Sendable, Equatable {
    package var start = GenomicPosition.contigStart
    package var end: GenomicPosition?
  }

  private struct Reading: Sendable, Equatable {
    var contig: String
    var bounds: Bounds
  }

  /// The text as given.
  package let text: String
  private var readings: [Reading] = []

  /// Throws `malformedRegion`.
  package init(_ text: String) throws(GenomicRegionsError) {
    self.text = text
    guard !text.isEmpty else { throw .malformedRegion(text: text, problem: "the region is empty") }
    if text.hasPrefix("{") {
      guard let brace = text.firstIndex(of: "}") else {
        throw .malformedRegion(text: text, problem: "the region lacks its closing brace")
      }
      let name = String(text[text.index(after: text.startIndex)..<brace])
      let rest = text[text.index(after: brace)...]
      guard rest.isEmpty || rest.hasPrefix(":") else {
        throw .malformedRegion(text: text, problem: "a colon must follow the closing brace")
      }
      let bounds = rest.isEmpty ? Bounds() : try bounds(of: rest.dropFirst())
      readings = [Reading(contig: name, bounds: bounds)]
      return
    }
    readings = [Reading(contig: text, bounds: Bounds())]
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex else { return }
    // A tail that is no range can still be part of a contig's name, which only the input can tell.
    let tail = text[text.index(after: colon)...]
    if tail.contains(where: \.isNumber), tail.allSatisfy({ $0.isNumber || "-,".contains($0) }) {
      readings.append(Reading(contig: String(text[..<colon]), bounds: try bounds(of: tail)))
    }
  }

  /// Where the region lies on a contig of this name, or nil if it lies elsewhere. For input that is
  /// streamed, so that its contigs are not known beforehand.
  package func bounds(onContig name: String) -> Bounds? {
    readings.first { $0.contig == name }?.bounds
  }

  /// The region on one of these contigs.
  ///
  /// Throws `unknownContig`, `ambiguousRegion` if both ways to read it name a contig, and
  /// `beyondContig`.
  package func interval(in contigs: ContigDictionary) throws(GenomicRegionsError) -> GenomicInterval
  {
    let known = readings.filter { contigs.index(of: $0.contig) != nil }
    guard known.count < 2 else { throw .ambiguousRegion(text: text) }
    guard let reading = known.first, let length = contigs.length(of: reading.contig) else {
      throw contigs.unknownContig(readings.last?.contig ?? text)
    }
    let end = reading.bounds.end ?? GenomicPosition(zeroBased: length)
    let isWholeContig = reading.bounds == Bounds()
    guard end.offset <= length, reading.bounds.start < end || isWholeContig else {
      throw .beyondContig(region: text, contigLength: length)
    }
    return GenomicInterval(contig: reading.contig, start: reading.bounds.start, end: end)
  }

  /// Reads `start-end`, `start`, `start-` or `-end`.
  private func bounds(of range: Substring) throws(GenomicRegionsError) -> Bounds {
    let parts = range.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    var bounds = Bounds()
    if let first = parts.first, !first.isEmpty {
      bounds.start = GenomicPosition(oneBased: try number(first))
    }
    if parts.count == 2, !parts[1].isEmpty {
      bounds.end = GenomicPosition(oneBased: try number(parts[1])) + 1
    }
    guard range != "" && range != "-" else {
      throw .malformedRegion(text: text, problem: "the region has a colon but no range")
    }
    if let end = bounds.end, end <= bounds.start {
      throw .malformedRegion(text: text, problem: "the region ends before it starts")
    }
    return bounds
  }

  private func number(_ digits: Substring) throws(GenomicRegionsError) -> Int64 {
    let plain = digits.filter { $0 != "," }
    guard let number = Int64(plain), plain.allSatisfy(\.isASCII), number < Int64.max else {
      throw .malformedRegion(text: text, problem: "\(String(digits).quoted) is no position")
    }
    guard number > 0 else {
      throw .malformedRegion(text: text, problem: "positions in regions count from 1")
    }
    return number
  }
}
