internal import GenomicRegions

/// Cuts the regions of a query out of a stream whose contigs are not known beforehand.
final class StreamedRegions: SequenceSource {
  private struct Wanted {
    var start: GenomicPosition
    /// Nil is the contig's end.
    var end: GenomicPosition?
    /// The region string that must fit its contig; nil where ends may be drawn in.
    var text: String?
  }

  private let source: any SequenceSource
  private let query: RegionQuery
  private var contigs = ContigDictionary()
  /// Contigs passed, counted as indexes count them: without empty ones.
  private var contigsWithBases = 0
  private var regionsFound: [Bool]
  private var stretches: [(start: GenomicPosition, end: GenomicPosition?)] = []
  private var wanted: [Wanted] = []
  private var ready: ArraySlice<SequenceChunk> = []
  private var isAtEnd = false
  private var failure: SequenceIOError?

  init(_ source: any SequenceSource, query: RegionQuery) {
    self.source = source
    self.query = query
    regionsFound = query.regions.map { _ in false }
  }

  func next() throws(SequenceIOError) -> SequenceChunk? {
    while ready.isEmpty {
      if let failure { throw failure }
      if isAtEnd { return nil }
      guard let chunk = try source.next() else {
        isAtEnd = true
        try checkAllWereFound()
        return nil
      }
      do throws(GenomicRegionsError) {
        if chunk.isContigStart { try begin(chunk.contig) }
        ready = cut(chunk)[...]
        if chunk.isContigEnd { try finish(chunk) }
      } catch {
        failure = .regions(error)
      }
    }
    return ready.popFirst()
  }

  private func begin(_ contig: String) throws(GenomicRegionsError) {
    wanted = []
    for (index, region) in query.regions.enumerated() {
      guard let bounds = region.bounds(onContig: contig) else { continue }
      guard !regionsFound[index] else { throw .ambiguousRegion(text: region.text) }
      regionsFound[index] = true
      let isWhole = bounds.start == .contigStart && bounds.end == nil
      wanted.append(
        Wanted(start: bounds.start, end: bounds.end, text: isWhole ? nil : region.text))
    }
    for target in query.targets?.intervals(onContig: contig) ?? [] {
      wanted.append(Wanted(start: target.start, end: target.end))
    }
    stretches = []
    let margin = query.margin
    let widened = wanted.map { region in
      (start: max(.contigStart, region.start - margin), end: region.end.map { $0 + margin })
    }
    for region in widened.sorted(by: { $0.start < $1.start }) {
      if let last = stretches.last, last.end.map({ region.start <= $0 }) ?? true {
        let end = last.end.flatMap { end in region.end.map { max(end, $0) } }
        stretches[stretches.count - 1].end = end
      } else {
        stretches.append((region.start, region.end))
      }
    }
  }

  private func cut(_ chunk: SequenceChunk) -> [SequenceChunk] {
    var pieces: [SequenceChunk] = []
    for stretch in stretches {
      guard stretch.start < chunk.end else { break }
      let start = max(stretch.start, chunk.start)
      let end = min(stretch.end ?? chunk.end, chunk.end)
      guard start < end else { continue }
      var piece = chunk
      piece.contigIndex = contigsWithBases
      piece.start = start
      piece.codes = Array(
        chunk.codes[Int(start - chunk.start)..<Int(end - chunk.start)])
      piece.isContigStart = start == stretch.start
      piece.isContigEnd = end == stretch.end || chunk.isContigEnd
      piece.reachesContigEnd = chunk.isContigEnd && end == chunk.end
      pieces.append(piece)
    }
    stretches.removeAll { $0.end.map { $0 <= chunk.end } ?? false }
    return pieces
  }

  /// Checks the regions against the contig's length, now that it is known.
  private func finish(_ chunk: SequenceChunk) throws(GenomicRegionsError) {
    let length = chunk.end.offset
    try contigs.append(name: chunk.contig, length: length)
    contigsWithBases += length > 0 ? 1 : 0
    for region in wanted {
      let isBeyond = region.start.offset >= length || (region.end?.offset ?? 0) > length
      if let text = region.text, isBeyond {
        throw .beyondContig(region: text, contigLength: length)
      }
      if region.text == nil, region.start.offset >= max(length, 1) {
        let place = GenomicInterval(
          contig: chunk.contig, start: region.start, end: region.end ?? region.start)
        throw .beyondContig(region: place.description, contigLength: length)
      }
    }
  }

  private func checkAllWereFound() throws(SequenceIOError) {
    do throws(GenomicRegionsError) {
      for (region, isFound) in zip(query.regions, regionsFound) where !isFound {
        _ = try region.interval(in: contigs)
      }
      for target in query.targets?.intervals ?? [] where contigs.index(of: target.contig) == nil {
        throw contigs.unknownContig(target.contig)
      }
    } catch {
      throw .regions(error)
    }
  }
}
