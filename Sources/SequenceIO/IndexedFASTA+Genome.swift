package import GenomicRegions

extension IndexedFASTA {
  /// Opens a genome that is read at places all over it.
  ///
  /// Throws `unindexed` where `open` finds no way to an index, and what `open` throws.
  package static func genome(path: String) throws(SequenceIOError) -> IndexedFASTA {
    if let genome = try open(path: path) { return genome }
    // Tell a file that is not there, or no FASTA, from one without index.
    let reader = try SequenceReader(path: path)
    guard reader.format == .fasta else {
      throw .unknownFormat(
        path: path, problem: "the genome is \(reader.format.rawValue)", remedy: "give FASTA")
    }
    throw .unindexed(path: path)
  }

  /// The bases of an interval as `BaseCode`s with their soft mask.
  ///
  /// Throws `regions` for an interval that is not on a contig of this file, and read errors.
  package func codes(of interval: GenomicInterval) throws(SequenceIOError) -> [UInt8] {
    let source = try bases(of: interval)
    var codes: [UInt8] = []
    codes.reserveCapacity(Int(interval.length))
    while let chunk = try source.next() { codes += chunk.codes }
    return codes
  }
}
