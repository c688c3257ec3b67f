internal import Arrhythmia
internal import ECGSignal
internal import FoundationEssentials
internal import ResultsExport

/// Writes the rhythm's course in long recordings as WFDB annotation files, `RECORD.ANNOTATOR`.
struct RhythmAnnotationWriter: Equatable {
  let folder: String
  let annotator: String
  let replaceExisting: Bool

  /// Refuses records whose names become one name of a file.
  ///
  /// - Throws: `sameAnnotationFile`.
  func check(_ sources: [RecordSource]) throws(EcgError) {
    var records: [String: String] = [:]
    for source in sources {
      let path = path(source.record)
      if let other = records.updateValue(source.record, forKey: path) {
        throw .sameAnnotationFile(path: path, records: [other, source.record])
      }
    }
  }

  /// Makes the folder, and refuses before hours of work what would be refused after them.
  ///
  /// - Throws: `cannotCreate`, `outputExists`.
  func prepare(_ sources: [RecordSource]) throws(ResultsExportError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(path: folder, reason: "the folder cannot be made")
    }
    guard !replaceExisting else { return }
    for source in sources {
      let path = path(source.record)
      if FileManager.default.fileExists(atPath: path) { throw .outputExists(path: path) }
    }
  }

  /// - Throws: `cannotCreate`, `writeFailed`.
  /// - Returns: the file's path; nil for a record without a course.
  func write(_ verdict: RhythmVerdict) throws(ResultsExportError) -> String? {
    guard let course = verdict.course, let path = path(of: verdict) else { return nil }
    let file = try OutputFile(path: path, replaceExisting: replaceExisting, compressed: false)
    file.buffer.bytes += AnnotationFile(annotations: course.annotations()).encoded()
    try file.commit()
    return path
  }

  /// The file of a record, nil for one without a course.
  func path(of verdict: RhythmVerdict) -> String? {
    verdict.course == nil ? nil : path(verdict.record)
  }

  /// Records that are called by their folders keep them in the name.
  private func path(_ record: String) -> String {
    let name = record.split(separator: "/").joined(separator: "_")
    return "\(folder)/\(name).\(annotator)"
  }
}
