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

  /// Gives the whole and unharmed units to a closure, up to the first that is neither, one in memory at a
  /// time; returns where the last of them ends.
  static func forEachUnit(
    in file: borrowing LockedFile, after start: Int, _ body: ([UInt8]) throws -> Void
  ) throws -> Int {
    let size = try file.byteCount()
    var position = start
    while let (unit, end) = try unit(in: file, size: size, at: position) {
      try body(unit)
      position = end
    }
    return position
  }

  private static let lineFeed = UInt8(ascii: "\n")
  /// A frame's first line is shorter.
  private static let frameLimit = 40

  private static func unit(
    in file: borrowing LockedFile, size: Int, at position: Int
  ) throws(SystemError) -> (bytes: [UInt8], end: Int)? {
    let head = try file.read(at: position, count: frameLimit)
    guard let end = head.firstIndex(of: lineFeed) else { return nil }
    let fields = String(decoding: head[..<end], as: UTF8.self)
      .split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0] == "U", let count = Int(fields[1]), count >= 0,
      case let start = position + end + 1, count < size - start
    else { return nil }
    var unit = try file.read(at: start, count: count + 1)
    guard unit.count == count + 1, unit.popLast() == lineFeed,
      Checksum.hexadecimal(of: unit) == fields[2]
    else { return nil }
    return (unit, start + count + 1)
  }
}
