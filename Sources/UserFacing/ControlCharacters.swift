extension String {
  /// The text with control characters written as `\n`, `\t`, `\u{1B}`..., so that a hostile file
  /// name or contig name cannot move the cursor or forge a second line.
  package var escapingControlCharacters: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return self
    }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.properties.generalCategory == .control {
        result += scalar.escaped(asASCII: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in double quotes, control characters made visible: how values appear in messages.
  package var quoted: String { "\"\(escapingControlCharacters)\"" }

  /// A path that is read, quoted; `-` in words.
  package var quotedInput: String { self == "-" ? "standard input" : quoted }

  /// A path that is written, quoted; `-` in words.
  package var quotedOutput: String { self == "-" ? "standard output" : quoted }
}
