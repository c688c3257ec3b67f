internal import Arrhythmia
internal import ResultsExport

extension RhythmReference {
  /// Reads a table, once, so that a pipe will do; `-` is standard input.
  ///
  /// Throws `badTable`.
  init(readingFrom path: String) throws(ArrhythmiaError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try FileSystem.contents(path)
    } catch {
      throw .badTable(
        path: path, line: nil, problem: "cannot read the file: \(error.reason)",
        remedy: "check the path and its permissions")
    }
    try self.init(bytes, path: path)
  }
}
