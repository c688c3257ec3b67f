internal import FoundationEssentials
internal import ResultsExport

/// How a journal lies on the disk: a first line, then units one after the other, the first of which is the
/// header.
///
///     #PROGRAM-journal<TAB>2
///     U<TAB>bytes<TAB>crc<LF>bytes<LF>       a unit; the CRC-32 of its bytes as 8 hexadecimal digits
enum JournalFormat {
  static func firstLine(_ program: String) -> String { "#\(program)-journal\t2\n" }

  static func framed(_ unit: [UInt8]) -> [UInt8] {
    Array("U\t\(unit.count)\t\(Checksum.hexadecimal(of: unit))\n".utf8) + unit + [lineFeed]
  }

  /// Where the whole and unharmed units lie, up to the first that is neither.
  static func units(in data: Data, after start: Int) -> [Range<Int>] {
    var units: [Range<Int>] = []
    var position = start
    while let unit = unit(in: data, at: position) {
      units.append(unit)
      position = unit.upperBound + 1
    }
    return units
  }

  private static let lineFeed = UInt8(ascii: "\n")
  /// A frame's first line is shorter.
  private static let frameLimit = 40

  private static func unit(in data: Data, at position: Int) -> Range<Int>? {
    let head = data[position..<min(data.count, position + frameLimit)]
    guard let end = head.firstIndex(of: lineFeed) else { return nil }
    let fields = String(decoding: head[..<end], as: UTF8.self)
      .split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0] == "U", let count = Int(fields[1]), count >= 0,
      count < data.count - end - 1
    else { return nil }
    let unit = end + 1..<end + 1 + count
    guard data[unit.upperBound] == lineFeed,
      Checksum.hexadecimal(of: Array(data[unit])) == fields[2]
    else { return nil }
    return unit
  }
}
