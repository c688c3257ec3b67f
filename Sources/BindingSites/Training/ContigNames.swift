package import GenomicRegions
internal import UserFacing

/// What to say of contigs that one file has and another lacks.
package enum ContigNames {
  /// How to mend names that a genome lacks: by the spelling it has, or by what it does have.
  package static func remedy(for names: [String], _ contigs: ContigDictionary) -> String {
    for name in names {
      if case .unknownContig(_, let similar?) = contigs.unknownContig(name) {
        return "the genome says \(similar.quoted) for \(name.quoted): rename the contigs of one of "
          + "the two"
      }
    }
    return "give the genome the peaks were called on; this one has "
      + NameList.text(contigs.contigs.map(\.name))
  }

  /// A warning of regions on contigs a genome lacks; nil where it has them all.
  ///
  /// - Parameter role: what the regions are, as in "the blacklist".
  package static func warning(
    of regions: RegionSet, role: String, _ contigs: ContigDictionary
  ) -> String? {
    let strangers = regions.intervals.filter { contigs.index(of: $0.contig) == nil }
    guard !strangers.isEmpty else { return nil }
    let names = Set(strangers.map(\.contig)).sorted()
    return
      "\(strangers.count) of \(regions.intervals.count) regions of \(role) lie on contigs that the "
      + "genome lacks, and count for nothing: \(NameList.text(names)); "
      + remedy(for: names, contigs)
  }
}
