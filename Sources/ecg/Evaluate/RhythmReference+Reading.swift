internal import Arrhythmia
internal import ResultsExport

extension RhythmReference {
  /// Reads a table, once, so that a pipe will do; `-` is standard input.
  ///
  /// Throws `cannotReadTable`, `badTable`.
  init(readingFrom path: String) throws(ArrhythmiaError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try FileSystem.contents(path)
    } catch {
      throw .cannotReadTable(path: path, reason: error.reason)
    }
    try self.init(bytes, path: path)
  }
}
