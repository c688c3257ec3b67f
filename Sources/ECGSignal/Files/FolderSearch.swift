internal import FoundationEssentials

/// A record that was found, or what was found in its place.
package struct FoundRecord: Sendable, Equatable {
  package var path: String
  /// Why there is nothing to open; nil for a record.
  package var problem: ECGSignalError?
}

/// Searches folders for recordings. What cannot be searched is found as a problem, so that it harms nothing
/// beside it.
struct FolderSearch {
  /// In order.
  private(set) var found: [FoundRecord] = []
  /// Each folder is searched once, whatever links lead to it.
  private var visited: Set<String> = []

  /// Adds what a folder holds.
  ///
  /// Throws `cannotOpen` when the folder or its list cannot be read.
  mutating func search(_ path: String) throws(ECGSignalError) {
    guard visited.insert(Self.identity(path)).inserted else { return }
    let folder = path.hasSuffix("/") ? path : path + "/"
    if ByteFile.exists(folder + "RECORDS") { return try searchList(of: folder) }
    var names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .cannotOpen(path: path, reason: "the folder cannot be read")
    }
    names = names.filter { !$0.hasPrefix(".") }.sorted()
    let headers = names.filter { $0.lowercased().hasSuffix(".hea") }
    let stems = Set(headers.map { FolderBoundPath.stem(of: $0) })
    let parts = Self.parts(headers.map { folder + $0 })
    for name in names {
      let stem = FolderBoundPath.stem(of: name)
      let lower = name.lowercased()
      if lower.hasSuffix(".hea") {
        if !parts.contains(stem) { found.append(FoundRecord(path: folder + name)) }
      } else if lower.hasSuffix(".edf") || lower.hasSuffix(".bdf") {
        if !stems.contains(stem) { found.append(FoundRecord(path: folder + name)) }
      } else {
        searchInner(folder + name)
      }
    }
  }

  /// Searches what may be a folder; links are not followed.
  private mutating func searchInner(_ path: String) {
    do throws(ECGSignalError) {
      guard let type = Self.type(path) else {
        throw .cannotOpen(
          path: path, reason: RecordFinder.reasonForAbsence(of: path, what: "file"))
      }
      if type == .typeDirectory { try search(path) }
    } catch {
      found.append(FoundRecord(path: path, problem: error))
    }
  }

  /// The records that the `RECORDS` file of `folder` names, each within the folder.
  private mutating func searchList(of folder: String) throws(ECGSignalError) {
    let list = folder + "RECORDS"
    let text = HeaderText.decode(
      try ByteFile.text(path: list, limit: WFDBHeaderParser.sizeLimit))
    for line in text.split(whereSeparator: \.isNewline) {
      let name = String(HeaderText.trimmed(line))
      guard !name.isEmpty, name.first != "#" else { continue }
      do throws(ECGSignalError) {
        let isFolder = name.hasSuffix("/")
        let path = try FolderBoundPath.resolve(
          isFolder ? String(name.dropLast()) : name, beside: list)
        if isFolder, Self.isFolder(path) {
          try search(path)
        } else {
          found.append(FoundRecord(path: path))
        }
      } catch {
        found.append(FoundRecord(path: folder + name, problem: error))
      }
    }
  }

  /// The names of all segments of the multi-segment records among `headers`, but for those that are made of
  /// segments themselves: these are mistakes to be told of.
  private static func parts(_ headers: [String]) -> Set<String> {
    var names: Set<String> = []
    var wholes: Set<String> = []
    for header in headers {
      guard let segments = (try? WFDBHeaderParser.read(header))?.segments else { continue }
      wholes.insert(FolderBoundPath.stem(of: header))
      names.formUnion(segments.compactMap(\.name))
    }
    return names.subtracting(wholes)
  }

  /// Whether `path` leads to a folder, links followed.
  static func isFolder(_ path: String) -> Bool { type(resolved(path)) == .typeDirectory }

  private static func resolved(_ path: String) -> String {
    type(path) == .typeSymbolicLink ? URL(filePath: path).resolvingSymlinksInPath().path : path
  }

  private static func type(_ path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  /// Tells folders apart by device and number; by name where these are not known.
  private static func identity(_ path: String) -> String {
    let path = resolved(path)
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let device = attributes[.systemNumber], let number = attributes[.systemFileNumber]
    else { return path }
    return "\(device) \(number)"
  }
}
