/// Which columns of a tab-separated format an index reader must look at.
struct IndexLayout {
  /// 0 for 1-based inclusive positions, `0x10000` for 0-based half-open ones.
  let positions: Int32
  let contigColumn: Int32
  let startColumn: Int32
  let endColumn: Int32
  /// How the format spells contig names.
  let escaping: TextEscaping

  /// The layout tabix calls `bed`.
  private static func bed(escaping: TextEscaping) -> Self {
    Self(
      positions: 0x10000, contigColumn: 1, startColumn: 2, endColumn: 3, escaping: escaping)
  }

  /// - Returns: nil for a format that has no columns.
  init?(_ format: AnnotationFormat) {
    switch format {
    case .bed, .bedGraph, .narrowPeak: self = .bed(escaping: .bed)
    case .tsv: self = .bed(escaping: .tabSeparated)
    case .gff3:
      self.init(
        positions: 0, contigColumn: 1, startColumn: 4, endColumn: 5, escaping: .gffSequence)
    case .jsonLines: return nil
    }
  }

  private init(
    positions: Int32, contigColumn: Int32, startColumn: Int32, endColumn: Int32,
    escaping: TextEscaping
  ) {
    self.positions = positions
    self.contigColumn = contigColumn
    self.startColumn = startColumn
    self.endColumn = endColumn
    self.escaping = escaping
  }

  /// The part of the header TBI and CSI share: columns, comment mark, names.
  func header(contigs: [String]) -> [UInt8] {
    var names: [UInt8] = []
    for contig in contigs {
      names += contig.utf8
      names.append(0)
    }
    var bytes: [UInt8] = []
    for value in [positions, contigColumn, startColumn, endColumn] {
      bytes.append(littleEndian: value)
    }
    bytes.append(littleEndian: Int32(UInt8(ascii: "#")))
    bytes.append(littleEndian: Int32(0))
    bytes.append(littleEndian: Int32(names.count))
    return bytes + names
  }
}
