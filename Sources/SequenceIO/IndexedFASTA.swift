package import GenomicRegions

/// A FASTA file with its index: contig lengths are known and any stretch is read without the rest.
package final class IndexedFASTA {
  /// The contigs in file order.
  package var contigs: ContigDictionary { index.contigs }
  package let path: String
  private let index: FASTAIndex
  private var stream: ByteStream
  private let chunkSize: Int
  private var contigsChecked: Set<Int> = []

  /// Opens a plain or BGZF file that has an index or can get one.
  ///
  /// A missing index, or one older than its file, is made if the folder can be written. Returns nil if
  /// there is no way to an index (standard input, gzip, FASTQ, a folder that cannot be written, lines
  /// of unequal length): such input must be streamed. Throws `cannotOpen` or what reading gave.
  package static func open(
    path: String, chunkSize: Int = 1 << 20
  ) throws(SequenceIOError) -> IndexedFASTA? {
    guard path != "-", let status = FileSystem.status(of: path), status.isRegularFile else {
      return nil
    }
    var file = try DecompressedFile(opening: path)
    guard file.compression != "gzip", try isFASTA(path) else { return nil }
    let isBGZF = file.compression == "BGZF"
    let indexPaths = [path + ".fai"] + (isBGZF ? [path + ".gzi"] : [])
    let isFresh = indexPaths.allSatisfy {
      FileSystem.status(of: $0).map { $0.modified >= status.modified } ?? false
    }
    var index = isFresh ? try FASTAIndex(path: indexPaths[0]) : nil
    if index == nil {
      guard IndexBuilding.indexFASTA(path, isBGZF: isBGZF) else { return nil }
      index = try FASTAIndex(path: indexPaths[0])
    }
    guard let index else { return nil }
    if isBGZF, !file.loadIndex(indexPaths[1]) {
      throw .staleIndex(path: path, indexPath: indexPaths[1])
    }
    return IndexedFASTA(path: path, index: index, file: file, chunkSize: chunkSize)
  }

  private static func isFASTA(_ path: String) throws(SequenceIOError) -> Bool {
    var stream = ByteStream(try DecompressedFile(opening: path))
    return stream.firstByteOfText() == UInt8(ascii: ">")
  }

  private init(
    path: String, index: FASTAIndex, file: consuming DecompressedFile, chunkSize: Int
  ) {
    self.path = path
    self.index = index
    self.chunkSize = chunkSize
    stream = ByteStream(file)
  }

  /// The bases of an interval, piece by piece; pieces end at multiples of the chunk size from the
  /// contig's start, and `isContigStart` and `isContigEnd` mark the interval's first and last piece.
  ///
  /// Only one source of a file can be read at a time. Throws `regions` for an interval that is not on a
  /// contig of this file.
  package func bases(of interval: GenomicInterval) throws(SequenceIOError) -> some SequenceSource {
    do throws(GenomicRegionsError) {
      return Stretch(self, try contigs.check(interval), chunkSize)
    } catch {
      throw .regions(error)
    }
  }

  private var staleIndex: SequenceIOError {
    .staleIndex(path: path, indexPath: path + ".fai")
  }

  /// Goes to the first base, and makes sure that the index means this contig of this file.
  fileprivate func prepare(_ interval: GenomicInterval, contig: Int) throws(SequenceIOError) {
    let entry = index.entries[contig]
    if contigsChecked.insert(contig).inserted {
      let from = index.headerSearchStart(of: contig)
      try stream.seek(to: from)
      var text: [UInt8] = []
      while text.count < entry.offset - from, stream.fill() {
        let needed = min(stream.available.count, Int(entry.offset - from) - text.count)
        text += stream.bytes[stream.position..<stream.position + needed]
        stream.position += needed
      }
      let lines = text.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      guard text.count == entry.offset - from, text.last == UInt8(ascii: "\n"),
        let header = lines.last, header.first == UInt8(ascii: ">"),
        try RecordName.parse(header.dropFirst(), path: path, line: 1) == interval.contig
      else { throw staleIndex }
    }
    try stream.seek(to: entry.byteOffset(of: interval.start))
  }

  /// Appends the next bases up to `count`, or throws if the file does not hold them here.
  fileprivate func read(_ count: Int, with encoding: BaseEncoding) throws(SequenceIOError)
    -> [UInt8]
  {
    var codes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      guard stream.fill() else { throw stream.failure ?? staleIndex }
      let taken = stream.takeBases(into: &codes, at: filled, with: encoding)
      filled += taken
      guard taken == 0 else { continue }
      let byte = stream.bytes[stream.position]
      guard byte == UInt8(ascii: "\n") || ByteStream.isBlank(byte) else { throw staleIndex }
      stream.position += 1
    }
    return codes
  }

  /// One interval while it is read.
  private final class Stretch: SequenceSource {
    private let fasta: IndexedFASTA
    private let interval: GenomicInterval
    private let chunkSize: Int64
    private let encoding = BaseEncoding()
    private let contigIndex: Int
    private var position: GenomicPosition
    private var failure: SequenceIOError?

    init(_ fasta: IndexedFASTA, _ interval: GenomicInterval, _ chunkSize: Int) {
      self.fasta = fasta
      self.interval = interval
      self.chunkSize = Int64(chunkSize)
      contigIndex = fasta.contigs.index(of: interval.contig) ?? 0
      position = interval.start
    }

    func next() throws(SequenceIOError) -> SequenceChunk? {
      if let failure { throw failure }
      guard position < interval.end else { return nil }
      do throws(SequenceIOError) {
        let isStart = position == interval.start
        if isStart { try fasta.prepare(interval, contig: contigIndex) }
        let grid = GenomicPosition(zeroBased: (position.offset / chunkSize + 1) * chunkSize)
        let end = min(grid, interval.end)
        let chunk = SequenceChunk(
          contigIndex: contigIndex, contig: interval.contig, start: position,
          codes: try fasta.read(Int(end - position), with: encoding), isContigStart: isStart,
          isContigEnd: end == interval.end,
          reachesContigEnd: end.offset == fasta.contigs[contigIndex].length)
        position = end
        return chunk
      } catch {
        failure = error
        throw error
      }
    }
  }
}
