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
    try OutputFile.checkWritable(path, replaceExisting: replaceExisting || isOfBrokenRun(path))
  }

  /// Writes the manifest to a file, all or nothing.
  ///
  /// - Parameter replaceExisting: whether to replace any file; one that tells of a run which did not
  ///   end well is replaced in any case, so that the same command can be given again.
  package func write(to path: String, replaceExisting: Bool) throws(ResultsExportError) {
    let file = try OutputFile(
      path: path, replaceExisting: replaceExisting || Self.isOfBrokenRun(path), compressed: false)
    file.buffer.bytes = try json()
    try file.commit()
  }

  /// Whether a file is the manifest of a run that left no results.
  private static func isOfBrokenRun(_ path: String) -> Bool {
    guard FileSystem.stamp(path) != nil, let data = try? Data(contentsOf: URL(filePath: path)),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
    else { return false }
    return manifest.exitStatus.map { $0 != 0 && $0 != 1 } ?? true
  }
}
