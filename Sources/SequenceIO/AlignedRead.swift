package import GenomicRegions

/// One record of a SAM, BAM or CRAM file.
package struct AlignedRead: Sendable, Equatable {
  package var name: String
  package var flags: ReadFlags
  /// Phred-scaled; 255 is "not known".
  package var mappingQuality: UInt8
  /// The reference the read is placed on; nil without one.
  package var contig: String?
  /// The contig's place in the header.
  package var contigIndex: Int?
  /// Where its first aligned base lies; nil without a place.
  package var position: GenomicPosition?
  package var cigar: CIGAR
  /// Bases as `BaseCode`, as stored: on the reference's forward strand for a mapped read, without
  /// hard-clipped bases. Empty if the file holds none (`*`).
  package var codes: [UInt8]

  package init(
    name: String, flags: ReadFlags, mappingQuality: UInt8, contig: String?, contigIndex: Int?,
    position: GenomicPosition?, cigar: CIGAR, codes: [UInt8]
  ) {
    self.name = name
    self.flags = flags
    self.mappingQuality = mappingQuality
    self.contig = contig
    self.contigIndex = contigIndex
    self.position = position
    self.cigar = cigar
    self.codes = codes
  }

  /// The strand the sequenced molecule's read comes from.
  package var strand: Strand {
    flags.contains(.unmapped) ? .none : flags.contains(.reverse) ? .reverse : .forward
  }

  /// The reference from the first aligned base to the last, deletions and introns included; nil for a
  /// read that is not aligned.
  package var referenceInterval: GenomicInterval? {
    referenceInterval(forReadRange: 0..<cigar.readLength)
  }

  /// Where bases `readRange` of the stored sequence lie on the reference: from the first of them that
  /// is aligned to a reference base to the last. Soft-clipped and inserted bases have no place; nil if
  /// no base has one.
  package func referenceInterval(forReadRange readRange: Range<Int>) -> GenomicInterval? {
    guard !flags.contains(.unmapped), let contig, let position,
      let offsets = cigar.referenceOffsets(ofReadRange: readRange)
    else { return nil }
    return GenomicInterval(
      contig: contig, start: position + offsets.lowerBound, end: position + offsets.upperBound)
  }

  /// How many bases of `readRange` are aligned to a reference base.
  package func alignedBaseCount(inReadRange readRange: Range<Int>) -> Int {
    var readOffset = 0
    var count = 0
    for run in cigar.runs where run.operation.consumesRead {
      if run.operation.consumesReference {
        count += readRange.clamped(to: readOffset..<readOffset + run.length).count
      }
      readOffset += run.length
    }
    return count
  }
}
