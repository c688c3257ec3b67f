internal import FoundationEssentials

extension Manifest {
  /// The manifest as indented JSON with sorted keys and a final newline.
  package func json() throws(ResultsExportError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return [UInt8](try encoder.encode(self)) + Array("\n".utf8)
    } catch {
      throw .writeFailed(path: "manifest", reason: "\(error)")
    }
  }

  /// Fails now if `write` would fail later for the sake of the path.
  package static func checkWritable(
    _ path: String, replaceExisting: Bool
  ) throws(ResultsExportError) {
    try OutputFile.checkWritable(path, replaceExisting: replaceExisting)
  }

  /// Writes the manifest to a file, all or nothing.
  package func write(to path: String, replaceExisting: Bool) throws(ResultsExportError) {
    let file = try OutputFile(path: path, replaceExisting: replaceExisting, compressed: false)
    file.buffer.bytes = try json()
    try file.commit()
  }
}
