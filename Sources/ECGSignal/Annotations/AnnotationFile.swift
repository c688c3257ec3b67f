/// The annotations of one annotator, as a file of the MIT format (annot(5)) holds them.
package struct AnnotationFile: Sendable, Equatable {
  package var annotations: [Annotation] = []
  /// Ticks a second, when the file states a resolution of its own.
  package var ticksPerSecond: Double?
  /// Symbols that the file defines for codes of its own.
  package var customSymbols: [AnnotationCode: String] = [:]

  /// The largest annotation file that is read, in bytes.
  package static let sizeLimit = 1 << 28

  package init(annotations: [Annotation] = []) {
    self.annotations = annotations
  }

  /// Reads the file at `path`; throws `cannotOpen`, `malformedAnnotations`, `unsupportedFormat`.
  package init(path: String) throws(ECGSignalError) {
    let bytes = try ByteFile.text(path: path, limit: Self.sizeLimit)
    try self.init(bytes, path: path)
  }

  /// Parses the bytes of a file; `path` is used in errors.
  init(_ bytes: [UInt8], path: String) throws(ECGSignalError) {
    if Self.isAHAFormat(bytes) {
      throw .unsupportedFormat(
        path: path, format: "annotations in the AHA format",
        remedy: "convert them to the MIT format")
    }
    var decoder = AnnotationDecoder(bytes, path: path)
    annotations = try decoder.all()
    takeDefinitions()
  }

  /// Whether `bytes` are annotations of the American Heart Association's format: 16 bytes each, of
  /// which the first is 0 and the second a letter.
  private static func isAHAFormat(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 16, bytes.count.isMultiple(of: 16) else { return false }
    return stride(from: 0, to: bytes.count, by: 16).allSatisfy {
      bytes[$0] == 0 && "NVFREPQOU[]".utf8.contains(bytes[$0 + 1])
    }
  }

  /// The symbol of a code, the file's own definitions first.
  package func symbol(of code: AnnotationCode) -> String {
    customSymbols[code] ?? code.symbol
  }

  /// Moves the comments at time 0 that describe the file itself out of the annotations.
  ///
  /// Definitions of codes (`15 c calibration pulse`) stand between marks of their own; what looks like one
  /// elsewhere is a comment.
  private mutating func takeDefinitions() {
    var count = 0
    var isDefining = false
    for annotation in annotations {
      guard annotation.time == 0, annotation.code == .comment else { break }
      let text = annotation.text
      if let resolution = text.range(after: "## time resolution:") {
        ticksPerSecond = Double(resolution)
      } else if text == "## annotation type definitions" {
        isDefining = true
      } else if text == "## end of definitions" {
        isDefining = false
      } else if isDefining {
        define(text)
      } else {
        break
      }
      count += 1
    }
    annotations.removeFirst(count)
  }

  private mutating func define(_ text: String) {
    let fields = text.split(maxSplits: 2, whereSeparator: \.isWhitespace)
    guard fields.count == 3, let code = UInt8(fields[0]), code < AnnotationWord.skip else { return }
    customSymbols[AnnotationCode(rawValue: code)] = String(fields[1])
  }
}

extension String {
  /// What follows `prefix`, without blanks around; `nil` when the text does not start with it.
  fileprivate func range(after prefix: String) -> Substring? {
    hasPrefix(prefix) ? HeaderText.trimmed(dropFirst(prefix.count)) : nil
  }
}
