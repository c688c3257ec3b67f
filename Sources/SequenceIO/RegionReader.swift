internal import GenomicRegions

/// Reads the regions of a query from a FASTA file, in file order: through its index where there is one
/// or one can be made, otherwise by streaming the file. Both ways deliver the same pieces.
///
/// `isContigStart` and `isContigEnd` mark the first and last piece of each region.
package final class RegionReader: SequenceSource {
  private enum Way {
    case indexed(IndexedFASTA, ArraySlice<GenomicInterval>, (any SequenceSource)?)
    case streamed(StreamedRegions)
  }

  private var way: Way
  private var failure: SequenceIOError?

  /// Whether the file is read through an index.
  package var isIndexed: Bool {
    if case .indexed = way { true } else { false }
  }

  /// Throws what opening the file gave and, if it has an index, `regions` for what is not in it. Without
  /// an index, that is thrown by `next()` once the file has been seen.
  package convenience init(
    path: String, query: RegionQuery, options: SequenceReader.Options = .init()
  ) throws(SequenceIOError) {
    try self.init(RawFile(opening: path), query: query, options: options)
  }

  init(
    _ raw: consuming RawFile, query: RegionQuery, options: SequenceReader.Options
  ) throws(SequenceIOError) {
    if let fasta = try IndexedFASTA.open(path: raw.path, chunkSize: options.chunkSize) {
      way = .indexed(fasta, try query.resolved(in: fasta.contigs).intervals[...], nil)
    } else {
      let reader = try SequenceReader(DecompressedFile(raw), options: options)
      guard reader.format == .fasta else {
        throw .unknownFormat(
          path: reader.path, problem: "regions are asked for in FASTQ, which has no contigs",
          remedy: "give FASTA, or leave the regions out")
      }
      way = .streamed(StreamedRegions(reader, query: query))
    }
  }

  package func next() throws(SequenceIOError) -> SequenceChunk? {
    if let failure { throw failure }
    do throws(SequenceIOError) {
      switch way {
      case .streamed(let regions): return try regions.next()
      case .indexed(let fasta, var rest, var current):
        while true {
          if let chunk = try current?.next() { return chunk }
          guard let interval = rest.popFirst() else { return nil }
          current = try fasta.bases(of: interval)
          way = .indexed(fasta, rest, current)
        }
      }
    } catch {
      failure = error
      throw error
    }
  }
}
