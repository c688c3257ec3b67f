internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// A manifest compared with the files it tells of.
struct ManifestCheck {
  enum FileStatus: String {
    case ok
    case changed
    case missing
  }

  private let path: String
  private let manifest: Manifest

  /// Throws `unreadable`, `notAManifest`.
  init(path: String) throws(ManifestError) {
    self.path = path
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw .unreadable(path: path)
    }
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: data),
      manifest.schema == Manifest.currentSchema
    else { throw .notAManifest(path: path) }
    self.manifest = manifest
  }

  /// What is wrong with the run itself: it did not end well, or its results were not counted.
  var problem: ManifestError? {
    switch manifest.exitStatus {
    case 0, 1: nil
    case let status: .incomplete(path: path, status: status)
    }
  }

  /// Every file with a hash: results, models, inputs where they were hashed.
  func files(_ check: () throws -> Void) throws -> [(path: String, status: FileStatus)] {
    var files: [(String, FileStatus)] = []
    for result in manifest.results {
      try check()
      files.append(
        (result.path, try status(of: result.path, sha256: result.sha256, bytes: result.bytes)))
    }
    return files
  }

  private func status(
    of file: String, sha256: String, bytes: Int64
  ) throws -> FileStatus {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard let found = [file, folder + name].first(where: { FileSystem.stamp($0) != nil }) else {
      return .missing
    }
    guard FileSystem.stamp(found)?.bytes == bytes else { return .changed }
    return try SHA256.hexadecimal(ofFile: found) == sha256 ? .ok : .changed
  }
}
