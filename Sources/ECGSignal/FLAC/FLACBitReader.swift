/// Reads big-endian bit fields from a window of bytes.
///
/// Past the end it gives zeros and says so in `isExhausted`, which is checked once a frame instead
/// of at every field.
struct FLACBitReader {
  private let bytes: [UInt8]
  private var next: Int
  private var buffer: UInt64 = 0
  private var buffered = 0
  private(set) var isExhausted = false

  /// Starts at byte `start` of `bytes`.
  init(_ bytes: [UInt8], at start: Int) {
    self.bytes = bytes
    next = start
  }

  /// The index of the first byte of which no bit was read.
  var byteOffset: Int { next - buffered / 8 }

  /// The next `count` (0...32) bits.
  mutating func bits(_ count: Int) -> UInt32 {
    fill(count)
    buffered -= count
    let value = UInt32(truncatingIfNeeded: buffer >> UInt64(buffered))
    return count == 32 ? value : value & ((1 << UInt32(count)) - 1)
  }

  /// The next `count` (0...33) bits as a two's complement number.
  mutating func signed(_ count: Int) -> Int {
    guard count > 0 else { return 0 }
    let high = count > 32 ? Int(bits(count - 32)) : 0
    let value = high << 32 | Int(bits(min(count, 32)))
    return (value << (64 - count)) >> (64 - count)
  }

  /// The number of zero bits before the next one bit, which is read too.
  mutating func unary() -> Int {
    var zeros = 0
    while !isExhausted {
      if buffered == 0 { fill(1) }
      let aligned = buffer << UInt64(64 - buffered)
      let leading = min(aligned.leadingZeroBitCount, buffered)
      zeros += leading
      buffered -= leading
      if buffered > 0 {
        buffered -= 1
        return zeros
      }
    }
    return zeros
  }

  /// Drops the bits up to the next whole byte.
  mutating func align() {
    buffered -= buffered % 8
  }

  private mutating func fill(_ count: Int) {
    while buffered < count {
      var byte: UInt8 = 0
      if next < bytes.count {
        byte = bytes[next]
      } else {
        isExhausted = true
      }
      next += 1
      buffer = buffer << 8 | UInt64(byte)
      buffered += 8
    }
  }
}
