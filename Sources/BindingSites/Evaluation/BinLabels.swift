package import GenomicRegions

/// Bins of a genome: stretches of one length at equal distances from each contig's start.
package struct BinTiling: Codable, Sendable, Equatable {
  /// Bases in a bin.
  package var size: Int64
  /// Bases from a bin's start to the next one's.
  package var step: Int64

  package init(size: Int64 = 200, step: Int64 = 50) {
    precondition(size > 0 && step > 0, "bins of \(size), \(step) apart")
    self.size = size
    self.step = step
  }

  /// The bins that share at least `overlap` bases with a stretch, by their numbers.
  func bins(sharing overlap: Int64, with range: Range<Int64>) -> Range<Int64> {
    guard overlap <= size, Int64(range.count) >= overlap else { return 0..<0 }
    // start <= upper - overlap and start + size >= lower + overlap
    let first = max(0, (range.lowerBound + overlap - size + step - 1).flooredQuotient(by: step))
    let last = (range.upperBound - overlap).flooredQuotient(by: step)
    return first..<max(first, last + 1)
  }

  /// The bins that lie wholly in a stretch.
  func bins(within range: Range<Int64>) -> Range<Int64> {
    guard Int64(range.count) >= size else { return 0..<0 }
    let first = (range.lowerBound + step - 1).flooredQuotient(by: step)
    let last = (range.upperBound - size).flooredQuotient(by: step)
    return first..<max(first, last + 1)
  }
}

/// What makes a bin count as bound.
package enum BinRule: String, Codable, Sendable, CaseIterable {
  /// A peak covers half of the bin, or half of the peak lies in the bin: as the labels of the
  /// ENCODE-DREAM challenge were made (bedtools intersect -f 0.5 -F 0.5 -e).
  case half
  /// A peak covers half of the bin.
  case halfBin = "half-bin"
  /// A peak's summit, without one its middle, lies in the bin.
  case summit

  /// The bins a peak makes bound.
  func bins(of peak: PeakRecord, on tiling: BinTiling) -> Range<Int64> {
    let range = peak.interval.start.offset..<peak.interval.end.offset
    let halfBin = (tiling.size + 1) / 2
    switch self {
    case .half:
      return tiling.bins(sharing: max(1, min(halfBin, (peak.interval.length + 1) / 2)), with: range)
    case .halfBin: return tiling.bins(sharing: halfBin, with: range)
    case .summit:
      let centre = peak.centre.offset
      return tiling.bins(sharing: 1, with: centre..<centre + 1)
    }
  }
}

/// What each bin of a genome is, by peaks and by regions left out.
package struct BinLabels: Sendable {
  package enum Label: Sendable, Equatable {
    case bound
    case unbound
    /// It touches a peak, and is not bound by it.
    case ambiguous
    /// It shares a base with the blacklist.
    case blacklisted
    /// It does not lie wholly in the regions asked for.
    case outside
  }

  package let tiling: BinTiling
  private let bound: BinRanges
  private let touched: BinRanges
  private let blacklisted: BinRanges
  private let wanted: BinRanges?

  /// - Parameters:
  ///   - peaks: what makes bins bound, by the rule.
  ///   - ambiguous: further peaks, whose bins are ambiguous unless they are bound.
  ///   - regions: where bins must lie; nil for everywhere.
  package init(
    tiling: BinTiling, rule: BinRule, peaks: [PeakRecord], ambiguous: [PeakRecord] = [],
    blacklist: RegionSet? = nil, regions: RegionSet? = nil
  ) {
    self.tiling = tiling
    bound = BinRanges(peaks.map { ($0.interval.contig, rule.bins(of: $0, on: tiling)) })
    touched = BinRanges(
      (peaks + ambiguous).map {
        ($0.interval.contig, tiling.bins(sharing: 1, with: $0.interval.range))
      })
    blacklisted = BinRanges(
      (blacklist?.intervals ?? []).map { ($0.contig, tiling.bins(sharing: 1, with: $0.range)) })
    // Regions that touch were merged, so that no bin lies in two.
    wanted = regions.map { regions in
      BinRanges(regions.intervals.map { ($0.contig, tiling.bins(within: $0.range)) })
    }
  }

  /// Of the bin of that number, from 0, on a contig.
  package func label(ofBin bin: Int64, onContig contig: String) -> Label {
    if let wanted, !wanted.contains(bin, onContig: contig) { return .outside }
    if blacklisted.contains(bin, onContig: contig) { return .blacklisted }
    if bound.contains(bin, onContig: contig) { return .bound }
    return touched.contains(bin, onContig: contig) ? .ambiguous : .unbound
  }
}

/// Ranges of bin numbers on each contig, found in logarithmic time.
private struct BinRanges {
  /// Sorted, none touching another.
  private var ranges: [String: [Range<Int64>]] = [:]

  init(_ given: [(contig: String, bins: Range<Int64>)]) {
    for (contig, bins) in given where !bins.isEmpty { ranges[contig, default: []].append(bins) }
    ranges = ranges.mapValues { unsorted in
      var merged: [Range<Int64>] = []
      for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if let last = merged.last, range.lowerBound <= last.upperBound {
          merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
        } else {
          merged.append(range)
        }
      }
      return merged
    }
  }

  func contains(_ bin: Int64, onContig contig: String) -> Bool {
    guard let ranges = ranges[contig] else { return false }
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = low + (high - low) / 2
      if ranges[middle].upperBound <= bin { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(bin)
  }
}

extension GenomicInterval {
  fileprivate var range: Range<Int64> { start.offset..<end.offset }
}

extension Int64 {
  /// The quotient rounded down, also below zero.
  fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
