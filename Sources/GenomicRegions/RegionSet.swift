/// Regions sorted by contig and start, with those that overlap or touch merged into one.
///
/// Merging agrees with `bedtools merge` without options. Contigs come in the order in which they were
/// first met, or in a dictionary's order.
package struct RegionSet: Sendable, Equatable {
  /// What became of the regions given.
  package struct Summary: Sendable, Equatable {
    /// Regions given.
    package var given = 0
    /// Of these, regions of no base, which were dropped.
    package var empty = 0
    /// Regions that were joined to one before them.
    package var merged = 0
    /// Whether the regions were not in order.
    package var wasUnsorted = false
    /// Regions whose end was drawn in to their contig's end.
    package var clipped = 0
  }

  /// The regions, sorted, none touching another.
  package private(set) var intervals: [GenomicInterval] = []
  package private(set) var summary = Summary()
  private var ranges: [String: Range<Int>] = [:]

  package init(_ given: some Sequence<GenomicInterval>) {
    var byContig: [String: [GenomicInterval]] = [:]
    var order: [String] = []
    var previous: GenomicInterval?
    for interval in given {
      summary.given += 1
      guard !interval.isEmpty else {
        summary.empty += 1
        continue
      }
      let isNew = byContig[interval.contig] == nil
      if isNew { order.append(interval.contig) }
      if let previous {
        summary.wasUnsorted =
          summary.wasUnsorted
          || (interval.contig == previous.contig ? interval.start < previous.start : !isNew)
      }
      byContig[interval.contig, default: []].append(interval)
      previous = interval
    }
    for contig in order {
      let first = intervals.count
      intervals += merge(
        (byContig[contig] ?? []).sorted { ($0.start, $0.end) < ($1.start, $1.end) })
      ranges[contig] = first..<intervals.count
    }
  }

  private init(sorted intervals: [GenomicInterval], summary: Summary) {
    self.init(intervals)
    self.summary = summary
  }

  private mutating func merge(_ sorted: [GenomicInterval]) -> [GenomicInterval] {
    var result: [GenomicInterval] = []
    for interval in sorted {
      if let last = result.last, interval.start <= last.end {
        result[result.count - 1] = GenomicInterval(
          contig: last.contig, start: last.start, end: max(last.end, interval.end))
        summary.merged += 1
      } else {
        result.append(interval)
      }
    }
    return result
  }

  /// The regions on one contig, ascending.
  package func intervals(onContig name: String) -> ArraySlice<GenomicInterval> {
    intervals[ranges[name] ?? 0..<0]
  }

  /// The region that holds a position, or nil. Logarithmic in the contig's regions.
  package func interval(at position: GenomicPosition, onContig name: String) -> GenomicInterval? {
    firstEnding(after: position, onContig: name).flatMap { $0.start <= position ? $0 : nil }
  }

  /// Whether a stretch shares a base with a region. Logarithmic in the contig's regions.
  package func overlaps(
    contig: String, from start: GenomicPosition, to end: GenomicPosition
  ) -> Bool {
    firstEnding(after: start, onContig: contig).map { $0.start < end } ?? false
  }

  private func firstEnding(
    after position: GenomicPosition, onContig name: String
  ) -> GenomicInterval? {
    let candidates = intervals(onContig: name)
    var low = candidates.startIndex
    var high = candidates.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if candidates[middle].end <= position { low = middle + 1 } else { high = middle }
    }
    return low < candidates.endIndex ? candidates[low] : nil
  }

  /// Whether an interval shares a base with a region. Logarithmic in the contig's regions.
  package func overlaps(_ interval: GenomicInterval) -> Bool {
    let candidates = intervals(onContig: interval.contig)
    var low = candidates.startIndex
    var high = candidates.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if candidates[middle].end <= interval.start { low = middle + 1 } else { high = middle }
    }
    return low < candidates.endIndex && candidates[low].overlaps(interval)
  }

  /// The regions with that many more bases on either side, merged again where they then meet; ends may
  /// lie beyond their contigs' ends.
  package func widened(by margin: Int64) -> RegionSet {
    RegionSet(
      intervals.map { interval in
        GenomicInterval(
          contig: interval.contig, start: max(.contigStart, interval.start - margin),
          end: interval.end + margin)
      })
  }

  /// Bases covered.
  package var totalLength: Int64 { intervals.reduce(0) { $0 + $1.length } }

  /// The regions in a dictionary's order, ends drawn in to the contigs' ends and counted.
  ///
  /// Throws `unknownContig`, and `beyondContig` for a region that has no base on its contig.
  package func fitted(to contigs: ContigDictionary) throws(GenomicRegionsError) -> RegionSet {
    var summary = summary
    var placed: [(index: Int, interval: GenomicInterval)] = []
    placed.reserveCapacity(intervals.count)
    for interval in intervals {
      guard let index = contigs.index(of: interval.contig) else {
        throw contigs.unknownContig(interval.contig)
      }
      let end = GenomicPosition(zeroBased: contigs[index].length)
      guard interval.start < end else {
        throw .beyondContig(region: interval.description, contigLength: end.offset)
      }
      if interval.end > end { summary.clipped += 1 }
      placed.append(
        (
          index,
          GenomicInterval(
            contig: interval.contig, start: interval.start, end: min(interval.end, end))
        ))
    }
    placed.sort { ($0.index, $0.interval.start) < ($1.index, $1.interval.start) }
    return RegionSet(sorted: placed.map(\.interval), summary: summary)
  }
}
