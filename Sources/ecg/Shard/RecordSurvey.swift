internal import Arrhythmia
internal import RecurrentCore
internal import ResultsExport

/// What tells a list of records from others, without reading their signals.
struct RecordSurvey: Codable, Equatable {
  let records: Int
  /// SHA-256 over each record's name and the sizes of its files, in the order of the names: the same in
  /// whatever order the records were given.
  let sha256: String

  /// - Parameters:
  ///   - ranked: the records in the order of their names.
  ///   - isTimed: whether a file that was changed tells even if its size is the same.
  init(ranked: some Collection<RecordSource>, isTimed: Bool = false) {
    var hash = SHA256()
    for source in ranked {
      let stamps = Self.files(source.path).compactMap(FileSystem.stamp).map {
        isTimed ? "\($0.bytes):\($0.modified)" : "\($0.bytes)"
      }
      hash.update(Array("\(source.record)\n\(stamps.joined(separator: " "))\n".utf8).span)
    }
    records = ranked.count
    sha256 = hash.hexadecimal()
  }

  /// The files of a record as far as its name tells them.
  private static func files(_ path: String) -> [String] {
    let stem = RecordList.stem(path)
    let endings = [".hea", ".dat", ".mat"]
    return FileSystem.stamp(stem + ".hea") == nil ? [path] : endings.map { stem + $0 }
  }
}
