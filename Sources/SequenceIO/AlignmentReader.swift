package import GenomicRegions

/// Reads the records of a SAM, BAM or CRAM file that pass a filter, all of them or those that overlap
/// the regions of a query, in file order.
///
/// Regions are found through `.bai`, `.csi` or `.crai` where there is one as new as its file or one can
/// be made; otherwise the whole file is read and filtered. Both ways deliver the same records. Nothing
/// is ever fetched from a network: CRAM needs its reference given, unless it holds its bases itself.
package final class AlignmentReader {
  package struct Options: Sendable {
    package var filter = ReadFilter()
    /// The FASTA a CRAM file was aligned to.
    package var reference: String?
    /// Threads that decode beside the caller's.
    package var decodingThreads = 0

    package init() {}
  }

  package let path: String
  /// `SAM`, `BAM` or `CRAM`.
  package let format: String
  /// The reference sequences of the header; empty for files that were never aligned.
  package let contigs: ContigDictionary
  /// What became of the records so far.
  package private(set) var counts = ReadCounts()
  /// Whether regions are found through an index.
  package var isIndexed: Bool { index != nil }

  private var file: AlignmentFile
  private let header: AlignmentHeader
  private let record: AlignmentRecord
  private var index: AlignmentIndex?
  private var iterator: AlignmentIterator?
  private let filter: ReadFilter
  private let excluded: ReadFlags
  private let reference: String?
  private let regions: RegionSet?
  private var regionsLeft: ArraySlice<GenomicInterval> = []
  private var region: GenomicInterval?
  private var previousRegion: GenomicInterval?
  private var isAtEnd = false
  private var failure: SequenceIOError?

  /// Opens a path, `-` as standard input, and reads the header.
  ///
  /// Throws `cannotOpen`, `malformedRecord` for the header, `unfitReference`, and `regions` for a query
  /// that does not fit the header.
  package convenience init(
    path: String, query: RegionQuery? = nil, options: Options = Options()
  ) throws(SequenceIOError) {
    try self.init(RawFile(opening: path), query: query, options: options)
  }

  init(
    _ raw: consuming RawFile, query: RegionQuery?, options: Options
  ) throws(SequenceIOError) {
    var file = try AlignmentFile(raw)
    path = file.path
    format = file.format
    file.decode(onThreads: options.decodingThreads)
    reference = options.reference
    if file.format == "CRAM", let reference = options.reference {
      try CRAMReference.attach(reference, to: &file)
    }
    var header = try AlignmentHeader(reading: file)
    let contigs = try header.contigs(path: file.path)
    if file.format == "CRAM" { header.removeUnusableReferences(of: contigs) }
    guard let record = AlignmentRecord() else {
      throw .readFailed(path: file.path, reason: "memory is short")
    }
    filter = options.filter
    excluded =
      options.filter.excludeFlags
      ?? ReadFilter.excludedUnlessAsked.union(contigs.count > 0 ? .unmapped : [])
    regions = try query?.resolved(in: contigs)
    if let regions, file.canHaveIndex,
      let indexPath = Self.findOrMakeIndex(of: file, contigs: contigs)
    {
      index = AlignmentIndex(indexPath, of: file)
      regionsLeft = regions.intervals[...]
    } else {
      index = nil
    }
    self.contigs = contigs
    self.header = header
    self.record = record
    self.file = file
  }

  deinit {
    // Both lean on the open file, so they go first.
    iterator = nil
    index = nil
  }

  /// The next record, or nil after the last one. What could be read before an error is delivered first;
  /// after an error, it is thrown again.
  package func next() throws(SequenceIOError) -> AlignedRead? {
    if let failure { throw failure }
    if isAtEnd { return nil }
    do throws(SequenceIOError) {
      while try advance() {
        counts.total += 1
        guard isInRegions else {
          counts.outsideRegions += 1
          continue
        }
        let isAdmitted = counts.admit(
          flags: record.flags, mappingQuality: record.mappingQuality, baseCount: record.baseCount,
          excluding: excluded, filter: filter)
        guard isAdmitted else { continue }
        let read = try makeRead()
        counts.delivered += 1
        return read
      }
      isAtEnd = true
      return nil
    } catch {
      failure = error
      throw error
    }
  }

  /// Fills the record with the next one; false at the end.
  private func advance() throws(SequenceIOError) -> Bool {
    guard index != nil else {
      let status = file.next(record, header: header)
      if status >= 0 { return true }
      if let failure = explained(file.failure(status: status, record: counts.total + 1)) {
        throw failure
      }
      return false
    }
    while true {
      if region != nil {
        let status = iterator?.next(record, from: file) ?? -1
        if status >= 0 {
          if wasDeliveredBefore { continue }
          return true
        }
        if status < -1,
          let failure = explained(file.failure(status: status, record: counts.total + 1))
        {
          throw failure
        }
        previousRegion = region
        region = nil
      }
      guard let next = regionsLeft.popFirst() else {
        if file.lacksEndMarker() { throw .truncated(path: path, format: format) }
        return false
      }
      region = next
      try openIterator(next)
    }
  }

  private func openIterator(_ region: GenomicInterval) throws(SequenceIOError) {
    guard let contig = contigs.index(of: region.contig) else { return }
    let range = region.start.offset..<region.end.offset
    switch index {
    case .some(let index):
      iterator = AlignmentIterator(index, contigIndex: contig, range: range)
    case nil: iterator = nil
    }
    if iterator == nil {
      throw .staleIndex(path: path, indexPath: "\(path).*")
    }
  }

  /// Whether the record also overlaps the region before this one, through which it was met already.
  private var wasDeliveredBefore: Bool {
    guard let previousRegion, let region, previousRegion.contig == region.contig else {
      return false
    }
    return record.position < previousRegion.end.offset
  }

  private var isInRegions: Bool {
    guard let regions, index == nil else { return true }
    guard record.contigIndex >= 0, record.contigIndex < contigs.count else { return false }
    return regions.overlaps(
      contig: contigs[record.contigIndex].name,
      from: GenomicPosition(zeroBased: record.position),
      to: GenomicPosition(zeroBased: record.end))
  }

  private func makeRead() throws(SequenceIOError) -> AlignedRead {
    let contigIndex =
      contigs.contigs.indices.contains(record.contigIndex) ? record.contigIndex : nil
    let codes = record.codes
    guard let cigar = CIGAR(packed: record.cigar),
      cigar.runs.isEmpty || cigar.readLength == codes.count
    else {
      throw .malformedRecord(
        path: path, record: counts.total, problem: "the CIGAR does not fit the read's sequence")
    }
    return AlignedRead(
      name: record.name, flags: record.flags, mappingQuality: record.mappingQuality,
      contig: contigIndex.map { contigs[$0].name }, contigIndex: contigIndex,
      position: record.position >= 0 && contigIndex != nil
        ? GenomicPosition(zeroBased: record.position) : nil,
      cigar: cigar, codes: codes)
  }

  /// CRAM records that do not decode mostly lack their reference, or were given another.
  private func explained(_ error: SequenceIOError?) -> SequenceIOError? {
    guard case .malformedRecord = error, format == "CRAM" else { return error }
    guard let reference else { return .missingReference(path: path) }
    let first = region.map { contigs.index(of: $0.contig) ?? 0 } ?? max(0, record.contigIndex)
    let problem = CRAMReference.mismatch(of: reference, with: contigs, from: first) {
      header.checksum(ofContig: $0)
    }
    return problem.map {
      .unfitReference(
        path: path, reference: reference, problem: $0,
        remedy: "give the FASTA the file was aligned to")
    } ?? error
  }

  /// The path of an index as new as the file, made if need be; nil if there is no way to one.
  private static func findOrMakeIndex(
    of file: borrowing AlignmentFile, contigs: ContigDictionary
  ) -> String? {
    let path = file.path
    guard path != "-", let status = FileSystem.status(of: path), status.isRegularFile else {
      return nil
    }
    let isCRAM = file.format == "CRAM"
    let bare = path.hasSuffix(isCRAM ? ".cram" : ".bam") ? path.dropLast(isCRAM ? 5 : 4) : path[...]
    let candidates =
      isCRAM ? [path + ".crai", bare + ".crai"] : [path + ".csi", path + ".bai", bare + ".bai"]
    let fresh = candidates.first {
      FileSystem.status(of: $0).map { $0.modified >= status.modified } ?? false
    }
    return fresh
      ?? IndexBuilding.indexAlignments(
        path, isCRAM: isCRAM, longestContig: contigs.contigs.map(\.length).max() ?? 0)
  }
}
