/// Reads the text of headers, which come in any encoding and with any line ends.
enum HeaderText {
  /// UTF-8 if the bytes are valid UTF-8, else Latin-1, which older tools wrote.
  static func decode(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return String(text)
  }

  /// `text` without blanks at both ends.
  static func trimmed(_ text: Substring) -> Substring {
    var result = text
    while result.first?.isWhitespace == true || result.first == "\0" { result.removeFirst() }
    while result.last?.isWhitespace == true || result.last == "\0" { result.removeLast() }
    return result
  }
}
