/// Compresses blocks of BGZF: gzip members of at most 64 KiB that say their own length, so that a
/// reader can jump to any of them. Source: SAM specification, section 4.1.
///
/// The bytes depend on the input and on the zlib linked, on nothing else.
struct BGZFBlockEncoder: ~Copyable {
  /// Bytes of text in a full block, the size bgzip uses: incompressible input still fits.
  static let capacity = 0xFF00

  /// The empty block that says a file is complete.
  static let endOfFile: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x04, 0, 0, 0, 0, 0, 0xFF, 0x06, 0, 0x42, 0x43, 0x02, 0, 0x1B, 0, 0x03, 0,
    0, 0, 0, 0, 0, 0, 0, 0,
  ]

  private static let headerSize = 18
  private static let footerSize = 8
  private static let maximumSize = 1 << 16

  private let deflater = ZlibDeflater(level: 6)

  /// One block that holds the first `count` bytes.
  func encode(_ bytes: [UInt8], count: Int) -> [UInt8] {
    precondition((1...Self.capacity).contains(count), "\(count) bytes in a block")
    var block = Array(Self.endOfFile.prefix(Self.headerSize))
    block.append(
      contentsOf: repeatElement(
        0, count: Self.maximumSize - Self.headerSize - Self.footerSize))
    let size: Int
    if let fitting = deflater.compress(bytes, count: count, into: &block, at: Self.headerSize) {
      size = Self.headerSize + fitting
    } else {
      let stored = ZlibDeflater(level: 0).compress(
        bytes, count: count, into: &block, at: Self.headerSize)
      guard let stored else { preconditionFailure("\(count) stored bytes do not fit a block") }
      size = Self.headerSize + stored
    }
    block.removeLast(block.count - size)
    block.append(littleEndian: ZlibDeflater.checksum(bytes, count: count))
    block.append(littleEndian: UInt32(count))
    let last = UInt16(block.count - 1)
    block[16] = UInt8(truncatingIfNeeded: last)
    block[17] = UInt8(truncatingIfNeeded: last >> 8)
    return block
  }
}

extension [UInt8] {
  /// Appends an integer, lowest byte first.
  mutating func append<Value: FixedWidthInteger>(littleEndian value: Value) {
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> Value(shift)))
    }
  }
}
