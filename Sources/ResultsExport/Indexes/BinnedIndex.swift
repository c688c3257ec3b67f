internal import GenomicRegions

/// Where in a BGZF file the records of each stretch of each contig lie.
///
/// Bins follow the SAM specification, section 5.1: 16 kb at the bottom, eight times wider at each
/// step up. A bin is held by its height, so that one structure serves TBI, whose tree ends at
/// 2^29 bases, and CSI, whose tree is as high as the contigs need.
struct BinnedIndex {
  /// A bin: its width is `2^(14 + 3 * height)` bases, its start `number` times that.
  struct Bin: Hashable {
    var height: Int
    var number: Int64

    private init(height: Int, number: Int64) {
      self.height = height
      self.number = number
    }

    var parent: Bin { Bin(height: height + 1, number: number >> 3) }

    /// The smallest bin that holds an interval.
    init(holding interval: GenomicInterval) {
      var height = 0
      var first = interval.start.offset >> BinnedIndex.windowShift
      var last = (interval.end.offset - 1) >> BinnedIndex.windowShift
      while first != last {
        first >>= 3
        last >>= 3
        height += 1
      }
      self.height = height
      number = first
    }
  }

  /// Virtual offsets of the first record's start and the last one's end.
  struct Chunk {
    var begin, end: UInt64
  }

  struct Contig {
    /// The name as the file spells it.
    var name: String
    var chunks: [Bin: [Chunk]] = [:]
    /// For each 16 kb window the lowest offset of a record that reaches it; `.max` for none.
    var windows: [UInt64] = []
    var extent: Chunk
    var recordCount: UInt64 = 0
    var lastStart: Int64 = 0
    var lastEnd: Int64 = 0
  }

  static let windowShift: Int64 = 14

  private(set) var contigs: [Contig] = []
  private var seen: Set<String> = []
  private var current = ""
  private let path: String
  private let escaping: TextEscaping

  /// - Parameters:
  ///   - path: the indexed file, for messages.
  ///   - escaping: how the file spells contig names.
  init(path: String, escaping: TextEscaping) {
    self.path = path
    self.escaping = escaping
  }

  /// Adds a record that takes the bytes between two virtual offsets.
  ///
  /// - Throws: `unsorted`, `contigReturned`.
  mutating func add(
    _ interval: GenomicInterval, begin: UInt64, end: UInt64
  ) throws(ResultsExportError) {
    if contigs.isEmpty || interval.contig != current {
      try startContig(interval.contig, at: begin)
    }
    let last = contigs.count - 1
    guard interval.start.offset >= contigs[last].lastStart else {
      throw .unsorted(
        path: path, contig: interval.contig, position: Int(interval.start.offset),
        previous: Int(contigs[last].lastStart))
    }
    contigs[last].add(interval, Chunk(begin: begin, end: end))
  }

  private mutating func startContig(_ name: String, at begin: UInt64) throws(ResultsExportError) {
    guard seen.insert(name).inserted else {
      throw .contigReturned(path: path, contig: name)
    }
    current = name
    var spelled = TextBuffer()
    spelled.append(name, escaping: escaping)
    contigs.append(Contig(name: spelled.string, extent: Chunk(begin: begin, end: begin)))
  }

  /// The end of the rightmost record.
  var maximumEnd: Int64 { contigs.map(\.lastEnd).max() ?? 0 }
}

extension BinnedIndex.Contig {
  mutating func add(_ interval: GenomicInterval, _ chunk: BinnedIndex.Chunk) {
    let bin = BinnedIndex.Bin(holding: interval)
    chunks[bin, default: []].extend(with: chunk)
    let firstWindow = Int(interval.start.offset >> BinnedIndex.windowShift)
    let lastWindow = Int((interval.end.offset - 1) >> BinnedIndex.windowShift)
    while windows.count <= lastWindow { windows.append(.max) }
    for window in firstWindow...lastWindow where windows[window] == .max {
      windows[window] = chunk.begin
    }
    extent.end = chunk.end
    recordCount += 1
    lastStart = interval.start.offset
    lastEnd = max(lastEnd, interval.end.offset)
  }

  /// The windows' offsets; a window no record reaches gets that of the next one.
  var filledWindows: [UInt64] {
    var result = windows
    for window in result.indices.dropLast().reversed() where result[window] == .max {
      result[window] = result[window + 1]
    }
    return result
  }
}

extension BinnedIndex.Contig {
  /// The chunks with those of little-filled bins moved to the bin above, as htslib does: readers look
  /// at all bins around a query, and reading 64 KiB costs less than a long index.
  func compacted(depth: Int) -> [BinnedIndex.Bin: [BinnedIndex.Chunk]] {
    var result = chunks
    for height in 0..<depth {
      for (bin, list) in result where bin.height == height && list.span < 1 << 16 {
        result[bin] = nil
        result[bin.parent, default: []] += list
      }
      for bin in result.keys where bin.height == height + 1 {
        result[bin]?.sortAndJoin()
      }
    }
    return result
  }
}

extension [BinnedIndex.Chunk] {
  /// Compressed bytes from the first chunk's block to the last one's.
  fileprivate var span: UInt64 {
    guard let first, let last else { return 0 }
    return last.end >> 16 - first.begin >> 16
  }

  fileprivate mutating func sortAndJoin() {
    let ordered = sorted { $0.begin < $1.begin }
    self = []
    for chunk in ordered { extend(with: chunk) }
  }

  /// Adds a later chunk; chunks that share a BGZF block are joined.
  fileprivate mutating func extend(with chunk: BinnedIndex.Chunk) {
    if let last = indices.last, self[last].end >> 16 >= chunk.begin >> 16 {
      self[last].end = Swift.max(self[last].end, chunk.end)
    } else {
      append(chunk)
    }
  }
}
