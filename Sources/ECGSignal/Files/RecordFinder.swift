/// Finds the recordings that a path means.
package enum RecordFinder {
  /// What to open for `path`: itself, or for a folder what it holds, in order, with what is wrong in it.
  ///
  /// A folder with a `RECORDS` file holds the records listed there, else all WFDB headers, EDF and BDF
  /// files in it and its subfolders; the parts of multi-segment records are left out, and so are EDF
  /// files beside a header of the same name. Hidden names and links to folders are not followed, but those
  /// in `RECORDS`; no folder is searched twice.
  /// Throws `cannotOpen` when the folder itself cannot be read.
  package static func search(_ path: String) throws(ECGSignalError) -> [FoundRecord] {
    guard FolderSearch.isFolder(path) else { return [FoundRecord(path: path)] }
    var search = FolderSearch()
    try search.search(path)
    return search.found
  }

  /// The paths to open for `path`; throws the first thing that is wrong.
  package static func records(at path: String) throws(ECGSignalError) -> [String] {
    var paths: [String] = []
    for record in try search(path) {
      if let problem = record.problem { throw problem }
      paths.append(record.path)
    }
    return paths
  }

  /// Why a path that was given or listed leads nowhere. Paths are read as UTF-8, and what is none is
  /// replaced, so that such names cannot be found again.
  package static func reasonForAbsence(of path: String, what: String) -> String {
    path.unicodeScalars.contains("\u{FFFD}")
      ? "the name is not valid UTF-8: rename it" : "there is no such \(what)"
  }
}
