/// The two cyclic redundancy checks of FLAC frames (RFC 9639, sections 9.1.8 and 9.3).
enum FLACChecksum {
  private static let table8: [UInt8] = (0..<256).map { index in
    var value = UInt8(index)
    for _ in 0..<8 { value = value & 0x80 != 0 ? value << 1 ^ 0x07 : value << 1 }
    return value
  }

  private static let table16: [UInt16] = (0..<256).map { index in
    var value = UInt16(index) << 8
    for _ in 0..<8 { value = value & 0x8000 != 0 ? value << 1 ^ 0x8005 : value << 1 }
    return value
  }

  /// Polynomial x^8 + x^2 + x + 1, of a frame header.
  static func crc8(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    bytes.reduce(0) { table8[Int($0 ^ $1)] }
  }

  /// Polynomial x^16 + x^15 + x^2 + 1, of a whole frame.
  static func crc16(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    bytes.reduce(0) { $0 << 8 ^ table16[Int(UInt8($0 >> 8) ^ $1)] }
  }
}
