internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// A manifest compared with the files it tells of.
struct ManifestCheck {
  enum FileStatus: String {
    case ok
    case changed
    /// A result that is gone.
    case missing
    /// A model or an input that is gone: nothing to compare with, and no fault of the results.
    case absent
  }

  enum Role: String {
    case result
    case model
    case input
  }

  struct File {
    let path: String
    let role: Role
    let status: FileStatus

    var isProblem: Bool { status == .changed || status == .missing }
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

  /// What is wrong with the run itself: it did not end well, or left nothing to compare.
  var problem: ManifestError? {
    switch manifest.exitStatus {
    case 0, 1: manifest.results.isEmpty ? .nothingToCheck(path: path) : nil
    case let status: .incomplete(path: path, status: status)
    }
  }

  /// Every file with a hash, each once: results, models, inputs where they were hashed.
  ///
  /// Throws what `check`, called before each file, and reading throw.
  func files(_ check: () throws -> Void) throws -> [File] {
    var files: [File] = []
    var seen: Set<String> = []
    func add(_ file: String, _ role: Role, _ sha256: String?, bytes: Int64? = nil) throws {
      guard let sha256, seen.insert(file).inserted else { return }
      try check()
      files.append(
        File(
          path: file, role: role,
          status: try status(of: file, role, sha256: sha256, bytes: bytes)))
    }
    for result in manifest.results {
      try add(result.path, .result, result.sha256, bytes: result.bytes)
    }
    for model in manifest.models { try add(model.file.path, .model, model.file.sha256) }
    for input in manifest.inputs { try add(input.path, .input, input.sha256) }
    return files
  }

  private func status(
    of file: String, _ role: Role, sha256: String, bytes: Int64?
  ) throws -> FileStatus {
    let places = role == .result ? [file] + placesBesideManifest(file) : [file]
    guard let found = places.first(where: { FileSystem.stamp($0) != nil }) else {
      return role == .result ? .missing : .absent
    }
    if let bytes, FileSystem.stamp(found)?.bytes != bytes { return .changed }
    return try SHA256.hexadecimal(ofFile: found) == sha256 ? .ok : .changed
  }

  /// Where a result lies if it was moved together with the manifest: its path, or the end of it, from
  /// the manifest's folder on.
  private func placesBesideManifest(_ file: String) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let parts = file.split(separator: "/")
    return parts.indices.map { folder + parts[$0...].joined(separator: "/") }
  }
}
