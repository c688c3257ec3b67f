internal import GenomicRegions

/// The content of a `.fai` file: where each contig's bases lie (samtools `faidx(5)`).
struct FASTAIndex {
  struct Entry {
    var length: Int64
    /// Where the first base lies in the decompressed file.
    var offset: Int64
    var basesPerLine: Int64
    /// Bytes per line with its line end.
    var bytesPerLine: Int64

    /// Where a base lies in the decompressed file.
    func byteOffset(of position: GenomicPosition) -> Int64 {
      guard basesPerLine > 0 else { return offset }
      let (line, column) = position.offset.quotientAndRemainder(dividingBy: basesPerLine)
      return offset + line * bytesPerLine + column
    }
  }

  private(set) var contigs = ContigDictionary()
  private(set) var entries: [Entry] = []

  /// Reads an index; nil if it is not sound.
  init?(path: String) throws(SequenceIOError) {
    var stream = ByteStream(try DecompressedFile(opening: path))
    while stream.fill() {
      guard let line = stream.takeLine(), stream.failure == nil else { return nil }
      let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard columns.count >= 5, let name = String(validating: Array(columns[0]), as: UTF8.self)
      else { return nil }
      let numbers = columns[1..<5].compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
      guard numbers.count == 4, numbers.allSatisfy({ (0..<1 << 60).contains($0) }) else {
        return nil
      }
      let entry = Entry(
        length: numbers[0], offset: numbers[1], basesPerLine: numbers[2], bytesPerLine: numbers[3])
      let isFolded = entry.basesPerLine > 0 && entry.bytesPerLine >= entry.basesPerLine
      guard entry.length == 0 || isFolded,
        (try? contigs.append(name: name, length: entry.length)) != nil
      else { return nil }
      entries.append(entry)
    }
    guard stream.failure == nil, !entries.isEmpty else { return nil }
  }

  /// Where the text before a contig's bases begins that can hold its header.
  func headerSearchStart(of index: Int) -> Int64 {
    guard index > 0 else { return 0 }
    let previous = entries[index - 1]
    let previousEnd = previous.byteOffset(of: GenomicPosition(zeroBased: previous.length))
    return min(max(previousEnd, entries[index].offset - (64 << 10)), entries[index].offset)
  }
}
