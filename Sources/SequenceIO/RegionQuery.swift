package import GenomicRegions

/// Which parts of an input are asked for: region strings, BED targets or both, all taken together.
package struct RegionQuery: Sendable {
  package var regions: [RegionString]
  package var targets: RegionSet?

  package init(regions: [RegionString] = [], targets: RegionSet? = nil) {
    self.regions = regions
    self.targets = targets
  }

  /// The regions on these contigs, sorted in their order and merged.
  ///
  /// Throws `regions`: an unknown contig, an ambiguous region, or one beyond its contig. Ends of BED
  /// targets are drawn in to their contig's end instead.
  package func resolved(in contigs: ContigDictionary) throws(SequenceIOError) -> RegionSet {
    do throws(GenomicRegionsError) {
      var intervals: [GenomicInterval] = []
      for region in regions { intervals.append(try region.interval(in: contigs)) }
      if let targets { intervals += try targets.fitted(to: contigs).intervals }
      return try RegionSet(intervals).fitted(to: contigs)
    } catch {
      throw .regions(error)
    }
  }
}
