package import GenomicRegions

/// Which parts of an input are asked for: region strings, BED targets or both, all taken together.
package struct RegionQuery: Sendable {
  package var regions: [RegionString]
  package var targets: RegionSet?
  /// Bases on either side of each region that sequence sources deliver too, as far as there are any:
  /// what a window needs that only overlaps a region.
  package var margin: Int64

  package init(regions: [RegionString] = [], targets: RegionSet? = nil, margin: Int64 = 0) {
    precondition(margin >= 0, "margin \(margin)")
    self.regions = regions
    self.targets = targets
    self.margin = margin
  }

  /// Whether an interval shares a base with a region, margins left out.
  package func overlaps(_ interval: GenomicInterval) -> Bool {
    if targets?.overlaps(interval) ?? false { return true }
    return regions.contains { region in
      guard let bounds = region.bounds(onContig: interval.contig) else { return false }
      return bounds.start < interval.end && bounds.end.map { interval.start < $0 } ?? true
    }
  }

  /// The regions on these contigs, margins added, sorted in their order and merged.
  ///
  /// Throws `regions`: an unknown contig, an ambiguous region, or one beyond its contig. Ends of BED
  /// targets are drawn in to their contig's end instead.
  package func resolved(in contigs: ContigDictionary) throws(SequenceIOError) -> RegionSet {
    do throws(GenomicRegionsError) {
      var intervals: [GenomicInterval] = []
      for region in regions { intervals.append(try region.interval(in: contigs)) }
      if let targets { intervals += try targets.fitted(to: contigs).intervals }
      let regions = try RegionSet(intervals).fitted(to: contigs)
      return margin == 0 ? regions : try regions.widened(by: margin).fitted(to: contigs)
    } catch {
      throw .regions(error)
    }
  }
}
