/// The two index files for BGZF text.
///
/// Sources: "The Tabix index file format" and "Coordinate Sorted Index (CSI)", hts-specs.
enum IndexKind: String, CaseIterable {
  /// Contigs up to 2^29 bases.
  case tbi
  case csi

  /// The longest contig TBI can hold.
  static let tbiLimit: Int64 = 1 << 29
  /// Steps from the bottom of TBI's tree to its root.
  static let tbiDepth = 5
}

extension BinnedIndex {
  /// The kind that can hold the index.
  var kind: IndexKind { maximumEnd <= IndexKind.tbiLimit ? .tbi : .csi }

  /// The uncompressed bytes of the index file.
  func serialized(layout: IndexLayout) -> [UInt8] {
    let header = layout.header(contigs: contigs.map(\.name))
    var bytes: [UInt8] = []
    switch kind {
    case .tbi:
      bytes += Array("TBI\u{1}".utf8)
      bytes.append(littleEndian: Int32(contigs.count))
      bytes += header
      for contig in contigs {
        contig.append(to: &bytes, depth: IndexKind.tbiDepth, withBinOffsets: false)
        let windows = contig.filledWindows
        bytes.append(littleEndian: Int32(windows.count))
        for offset in windows { bytes.append(littleEndian: offset) }
      }
    case .csi:
      let depth = self.depth
      bytes += Array("CSI\u{1}".utf8)
      bytes.append(littleEndian: Int32(Self.windowShift))
      bytes.append(littleEndian: Int32(depth))
      bytes.append(littleEndian: Int32(header.count))
      bytes += header
      bytes.append(littleEndian: Int32(contigs.count))
      for contig in contigs { contig.append(to: &bytes, depth: depth, withBinOffsets: true) }
    }
    // No record lacks a position.
    bytes.append(littleEndian: UInt64(0))
    return bytes
  }

  /// The height of a tree whose root spans all records.
  private var depth: Int {
    var depth = IndexKind.tbiDepth
    while Int64(1) << (Self.windowShift + 3 * Int64(depth)) < maximumEnd { depth += 1 }
    return depth
  }
}

extension BinnedIndex.Contig {
  fileprivate func append(to bytes: inout [UInt8], depth: Int, withBinOffsets: Bool) {
    let windows = withBinOffsets ? filledWindows : []
    let ordered = compacted(depth: depth).map {
      (number: number(of: $0.key, depth: depth), entry: $0)
    }
    .sorted { $0.number < $1.number }
    bytes.append(littleEndian: Int32(ordered.count + 1))
    for (number, (bin, chunks)) in ordered {
      bytes.append(littleEndian: number)
      if withBinOffsets {
        let window = Int(bin.number << (3 * Int64(bin.height)))
        bytes.append(littleEndian: windows[window])
      }
      append(chunks, to: &bytes)
    }
    // A bin past the last one tells the contig's extent and its number of records.
    bytes.append(littleEndian: Self.firstNumber(level: depth + 1) + 1)
    if withBinOffsets { bytes.append(littleEndian: UInt64(0)) }
    append([extent, BinnedIndex.Chunk(begin: recordCount, end: 0)], to: &bytes)
  }

  private func append(_ chunks: [BinnedIndex.Chunk], to bytes: inout [UInt8]) {
    bytes.append(littleEndian: Int32(chunks.count))
    for chunk in chunks {
      bytes.append(littleEndian: chunk.begin)
      bytes.append(littleEndian: chunk.end)
    }
  }

  /// A bin's number in a tree of a given depth: those of wider bins come first.
  private func number(of bin: BinnedIndex.Bin, depth: Int) -> UInt32 {
    Self.firstNumber(level: depth - bin.height) + UInt32(bin.number)
  }

  private static func firstNumber(level: Int) -> UInt32 {
    UInt32(((UInt64(1) << UInt64(3 * level)) - 1) / 7)
  }
}
