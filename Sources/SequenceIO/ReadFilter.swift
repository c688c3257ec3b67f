/// Which records of an alignment file are wanted.
package struct ReadFilter: Sendable {
  /// Reads placed with less confidence are left out.
  package var minimumMappingQuality: UInt8 = 0
  /// Flags a record must have, all of them.
  package var includeFlags: ReadFlags = []
  /// Flags a record must not have, any of them. Nil stands for duplicates, secondary, supplementary and
  /// failed records, and unmapped ones too if the file has references at all (0xF04, 0xF00).
  package var excludeFlags: ReadFlags?

  package init() {}

  static let excludedUnlessAsked: ReadFlags = [
    .secondary, .failedQuality, .duplicate, .supplementary,
  ]
}

/// What became of the records of an alignment file. A record left out is counted once, under the first
/// reason that applies in the order below.
package struct ReadCounts: Sendable, Equatable {
  /// Records read.
  package var total: Int64 = 0
  /// Records delivered.
  package var delivered: Int64 = 0
  package var unmapped: Int64 = 0
  package var secondary: Int64 = 0
  package var supplementary: Int64 = 0
  package var duplicate: Int64 = 0
  package var failedQuality: Int64 = 0
  /// Left out by another flag, excluded or not included.
  package var otherFlags: Int64 = 0
  package var lowMappingQuality: Int64 = 0
  /// Records that hold no bases.
  package var withoutSequence: Int64 = 0
  /// Records outside the regions asked for; of an indexed file, only those the index led to.
  package var outsideRegions: Int64 = 0

  package init() {}

  /// The sum of all records left out.
  package var leftOut: Int64 { total - delivered }

  /// Counts a record; true if it passes.
  mutating func admit(
    flags: ReadFlags, mappingQuality: UInt8, baseCount: Int, excluding excluded: ReadFlags,
    filter: ReadFilter
  ) -> Bool {
    let offending = flags.intersection(excluded)
    if !offending.isEmpty {
      count(offending)
    } else if !flags.isSuperset(of: filter.includeFlags) {
      otherFlags += 1
    } else if mappingQuality < filter.minimumMappingQuality {
      lowMappingQuality += 1
    } else if baseCount == 0 {
      withoutSequence += 1
    } else {
      return true
    }
    return false
  }

  private mutating func count(_ offending: ReadFlags) {
    if offending.contains(.unmapped) {
      unmapped += 1
    } else if offending.contains(.secondary) {
      secondary += 1
    } else if offending.contains(.supplementary) {
      supplementary += 1
    } else if offending.contains(.duplicate) {
      duplicate += 1
    } else if offending.contains(.failedQuality) {
      failedQuality += 1
    } else {
      otherFlags += 1
    }
  }
}
