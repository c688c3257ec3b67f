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
    if bytes.count >= 2, bytes[0] == 0, bytes[1] != 0 {
      throw .unsupportedFormat(
        path: path, format: "annotations in the AHA format",
        remedy: "convert them to the MIT format")
    }
    var decoder = AnnotationDecoder(bytes, path: path)
    annotations = try decoder.all()
    takeDefinitions()
  }

  /// The symbol of a code, the file's own definitions first.
  package func symbol(of code: AnnotationCode) -> String {
    customSymbols[code] ?? code.symbol
  }

  /// Moves the comments at time 0 that describe the file itself out of the annotations.
  private mutating func takeDefinitions() {
    var isDefining = false
    var count = 0
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
        let fields = text.split(separator: " ", maxSplits: 2)
        if fields.count >= 2, let code = UInt8(fields[0]) {
          customSymbols[AnnotationCode(rawValue: code)] = String(fields[1])
        }
      } else {
        break
      }
      count += 1
    }
    annotations.removeFirst(count)
  }
}

extension String {
  /// What follows `prefix`, without blanks around; `nil` when the text does not start with it.
  fileprivate func range(after prefix: String) -> Substring? {
    hasPrefix(prefix) ? HeaderText.trimmed(dropFirst(prefix.count)) : nil
  }
}
