internal import UserFacing

/// Reads the JSON of a safetensors header: objects, strings and arrays of non-negative integers.
struct HeaderScanner {
  typealias Refusal = SafetensorsHeader.Refusal

  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// Calls `member` for each key of an object, placed before the key's value.
  mutating func object(
    _ member: (String, inout HeaderScanner) throws(Refusal) -> Void
  ) throws(Refusal) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try member(key, &self)
    } while skip(",")
    try expect("}")
  }

  /// An array of integers in `0...Int.max`.
  mutating func integers() throws(Refusal) -> [Int] {
    try expect("[")
    if skip("]") { return [] }
    var result: [Int] = []
    repeat { result.append(try integer()) } while skip(",")
    try expect("]")
    return result
  }

  mutating func string() throws(Refusal) -> String {
    try expect("\"")
    var utf8: [UInt8] = []
    while true {
      guard index < bytes.endIndex else { throw Refusal(problem: "the header ends in a string") }
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: utf8, as: UTF8.self) else {
          throw Refusal(problem: "a string of the header is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"):
        utf8.append(contentsOf: try escape())
      case 0..<0x20:
        throw Refusal(problem: "control character in a string of the header")
      default: utf8.append(byte)
      }
    }
  }

  /// Nothing but white space may follow.
  mutating func end() throws(Refusal) {
    skipSpace()
    if index < bytes.endIndex { throw unexpected("the end of the header") }
  }

  private mutating func integer() throws(Refusal) -> Int {
    skipSpace()
    let start = index
    var value = 0
    while index < bytes.endIndex, case 0x30...0x39 = bytes[index] {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(bytes[index] - 0x30))
      if overflow || carry { throw Refusal(problem: "a number of the header is too large") }
      value = sum
      index += 1
    }
    if index == start { throw unexpected("a non-negative integer") }
    if index - start > 1, bytes[start] == 0x30 { throw Refusal(problem: "number with leading 0") }
    return value
  }

  private mutating func escape() throws(Refusal) -> [UInt8] {
    guard index < bytes.endIndex else { throw Refusal(problem: "the header ends in a string") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): return Array(String(try escapedScalar()).utf8)
    default: throw Refusal(problem: "unknown escape in a string of the header")
    }
  }

  /// Four hexadecimal digits, or twice four with `\u` between when the first are the high half of a
  /// surrogate pair.
  private mutating func escapedScalar() throws(Refusal) -> Unicode.Scalar {
    var value = try fourHexDigits()
    if 0xD800...0xDBFF ~= value {
      let isPair =
        index + 1 < bytes.endIndex && bytes[index] == UInt8(ascii: "\\")
        && bytes[index + 1] == UInt8(ascii: "u")
      guard isPair else { throw Refusal(problem: "half a surrogate pair in the header") }
      index += 2
      let low = try fourHexDigits()
      guard 0xDC00...0xDFFF ~= low else {
        throw Refusal(problem: "half a surrogate pair in the header")
      }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw Refusal(problem: "half a surrogate pair in the header")
    }
    return scalar
  }

  private mutating func fourHexDigits() throws(Refusal) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.endIndex,
        let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue
      else { throw unexpected("four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  private mutating func skipSpace() {
    while index < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard index < bytes.endIndex, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Refusal) {
    if !skip(character) { throw unexpected("\"\(character)\"") }
  }

  private func unexpected(_ expected: String) -> Refusal {
    Refusal(problem: "the header has no \(expected) at byte \(index - bytes.startIndex)")
  }
}
