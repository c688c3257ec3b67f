internal import FoundationEssentials

/// Finds the recordings that a path means.
package enum RecordFinder {
  /// The paths to open for `path`: itself, or for a folder what it holds, in order.
  ///
  /// A folder with a `RECORDS` file holds the records listed there, else all WFDB headers, EDF and BDF
  /// files in it and its subfolders; the parts of multi-segment records are left out, and so are EDF
  /// files beside a header of the same name. Hidden names and links to folders are not followed.
  /// Throws `cannotOpen`.
  package static func records(at path: String) throws(ECGSignalError) -> [String] {
    guard isFolder(path) else { return [path] }
    let folder = path.hasSuffix("/") ? path : path + "/"
    if ByteFile.exists(folder + "RECORDS") { return try listed(in: folder) }
    var names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .cannotOpen(path: path, reason: "the folder cannot be read")
    }
    names = names.filter { !$0.hasPrefix(".") }.sorted()
    let headers = names.filter { $0.hasSuffix(".hea") }
    let stems = Set(headers.map { FolderBoundPath.stem(of: $0) })
    let parts = segments(headers.map { folder + $0 })
    var records: [String] = []
    for name in names {
      let stem = FolderBoundPath.stem(of: name)
      let lower = name.lowercased()
      if lower.hasSuffix(".hea") {
        if !parts.contains(stem) { records.append(folder + name) }
      } else if lower.hasSuffix(".edf") || lower.hasSuffix(".bdf") {
        if !stems.contains(stem) { records.append(folder + name) }
      } else if isFolder(folder + name), !isLink(folder + name) {
        records += try self.records(at: folder + name)
      }
    }
    return records
  }

  /// The records that the `RECORDS` file of `folder` names, each within the folder.
  private static func listed(in folder: String) throws(ECGSignalError) -> [String] {
    let list = folder + "RECORDS"
    let text = HeaderText.decode(
      try ByteFile.text(path: list, limit: WFDBHeaderParser.sizeLimit))
    var records: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let name = HeaderText.trimmed(line)
      guard !name.isEmpty, name.first != "#" else { continue }
      if name.hasSuffix("/") {
        records += try self.records(
          at: try FolderBoundPath.resolve(String(name.dropLast()), beside: list))
      } else {
        records.append(try FolderBoundPath.resolve(String(name), beside: list))
      }
    }
    return records
  }

  /// The names of the segments of all multi-segment records among `headers`.
  private static func segments(_ headers: [String]) -> Set<String> {
    var names: Set<String> = []
    for header in headers {
      guard let segments = (try? WFDBHeaderParser.read(header))?.segments else { continue }
      // A record that names itself is a mistake to be told of, not a part.
      names.formUnion(segments.compactMap(\.name).filter { $0 != FolderBoundPath.stem(of: header) })
    }
    return names
  }

  private static func type(_ path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  private static func isLink(_ path: String) -> Bool { type(path) == .typeSymbolicLink }

  private static func isFolder(_ path: String) -> Bool {
    type(isLink(path) ? URL(filePath: path).resolvingSymlinksInPath().path : path)
      == .typeDirectory
  }
}
