/// Bytes of text being built up: the fast, locale-free way from values to lines.
///
/// Numbers are written like C's `%d` and `%.Ng` in the C locale. Appending costs no allocation once
/// the buffer has grown.
package struct TextBuffer: Sendable {
  package var bytes: [UInt8] = []

  package init() {}

  package var count: Int { bytes.count }

  /// The text, for tests and short messages.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  @inline(__always)
  package mutating func append(byte: UInt8) {
    bytes.append(byte)
  }

  package mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func append(_ value: Int) {
    append(Int64(value))
  }

  /// Appends an integer in decimal.
  package mutating func append(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(of: UInt64(value.magnitude))
  }

  /// Appends a number with zeros before it up to `width` digits.
  mutating func appendDigits(of value: UInt64, width: Int = 1) {
    let start = bytes.count
    var rest = value
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0 || bytes.count - start < width
    var low = start
    var high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}
