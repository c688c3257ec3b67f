/// How a name is kept from breaking the format it is written in.
package enum TextEscaping: Sendable {
  /// White space and control characters become `_`: BED has no escape, and readers split on both.
  case bed
  /// Tab, newline, carriage return and backslash become `\t`, `\n`, `\r` and `\\`.
  case tabSeparated
  /// GFF3 column 1: everything but `a-zA-Z0-9.:^*$@!+_?-|` is percent-encoded.
  case gffSequence
  /// GFF3 columns 2, 3 and 9: controls and `%`, `;`, `=`, `&`, `,` are percent-encoded.
  case gffAttribute
  /// The inside of a JSON string (RFC 8259, section 7).
  case json
  /// HTML text and attribute values in quotes of either kind; what HTML does not allow (control
  /// characters, noncharacters) becomes U+FFFD.
  case html
}

private let hexDigits = Array("0123456789ABCDEF".utf8)

extension TextBuffer {
  /// Appends text made safe for a format.
  package mutating func append(_ text: String, escaping: TextEscaping) {
    switch escaping {
    case .bed:
      for byte in text.utf8 { bytes.append(byte > 0x20 && byte != 0x7F ? byte : UInt8(ascii: "_")) }
    case .tabSeparated:
      for byte in text.utf8 { appendTabSeparated(byte) }
    case .gffSequence:
      for byte in text.utf8 { appendPercent(byte, when: !isPlainInSequenceName(byte)) }
    case .gffAttribute:
      for byte in text.utf8 { appendPercent(byte, when: isReservedInAttribute(byte)) }
    case .json:
      for byte in text.utf8 { appendJSON(byte) }
    case .html:
      for scalar in text.unicodeScalars { appendHTML(scalar) }
    }
  }

  private mutating func appendHTML(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "&": append("&amp;")
    case "<": append("&lt;")
    case ">": append("&gt;")
    case "\"": append("&quot;")
    case "'": append("&#39;")
    case "\t", "\n": append(byte: UInt8(scalar.value))
    case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
      append("\u{FFFD}")
    case _ where scalar.properties.isNoncharacterCodePoint: append("\u{FFFD}")
    default: bytes.append(contentsOf: scalar.utf8)
    }
  }

  private mutating func appendTabSeparated(_ byte: UInt8) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\t"): letter = UInt8(ascii: "t")
    case UInt8(ascii: "\n"): letter = UInt8(ascii: "n")
    case UInt8(ascii: "\r"): letter = UInt8(ascii: "r")
    case UInt8(ascii: "\\"): letter = UInt8(ascii: "\\")
    default:
      bytes.append(byte)
      return
    }
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(letter)
  }

  private mutating func appendJSON(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20, 0x7F:
      append("\\u00")
      appendHexadecimal(byte)
    default: bytes.append(byte)
    }
  }

  private mutating func appendPercent(_ byte: UInt8, when encoded: Bool) {
    if encoded {
      bytes.append(UInt8(ascii: "%"))
      appendHexadecimal(byte)
    } else {
      bytes.append(byte)
    }
  }

  private mutating func appendHexadecimal(_ byte: UInt8) {
    bytes.append(hexDigits[Int(byte >> 4)])
    bytes.append(hexDigits[Int(byte & 15)])
  }
}

private func isReservedInAttribute(_ byte: UInt8) -> Bool {
  switch byte {
  case 0..<0x20, 0x7F: true
  case UInt8(ascii: "%"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "&"),
    UInt8(ascii: ","):
    true
  default: false
  }
}

private func isPlainInSequenceName(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "^"), UInt8(ascii: "*"),
    UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "+"),
    UInt8(ascii: "_"), UInt8(ascii: "?"), UInt8(ascii: "-"), UInt8(ascii: "|"):
    true
  default: false
  }
}
