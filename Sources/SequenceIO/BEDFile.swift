package import GenomicRegions

/// Reads BED files, plain, gzip or BGZF.
package enum BEDFile {
  /// The records of a file, `-` for standard input, in file order.
  ///
  /// Throws `cannotOpen`, what reading gave, and `regions(.malformedBED)`. A file with no record gives
  /// an empty list.
  package static func records(path: String) throws(SequenceIOError) -> [BEDRecord] {
    var stream = ByteStream(try DecompressedFile(opening: path))
    var records: [BEDRecord] = []
    while stream.fill() {
      let line = stream.line
      do throws(GenomicRegionsError) {
        guard let text = stream.takeLine() else {
          throw .malformedBED(path: path, line: line, problem: "the line never ends")
        }
        if stream.failure != nil { break }
        if let record = try BEDRecord(parsing: text, path: path, line: line) {
          records.append(record)
        }
      } catch {
        throw .regions(error)
      }
    }
    if let failure = stream.failure { throw failure }
    return records
  }

  /// The regions of a file, sorted and merged.
  package static func regions(path: String) throws(SequenceIOError) -> RegionSet {
    RegionSet(try records(path: path).lazy.map(\.interval))
  }
}
