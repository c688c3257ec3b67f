internal import FoundationEssentials
internal import ResultsExport

/// Tells whether a file is still the one it was.
struct InputState: Equatable {
  private let identity: FileIdentity
  private let size: UInt
  private let modified: Date

  /// Nil where the path names no regular file.
  init?(path: String) {
    guard let identity = FileIdentity(path: path), identity.kind == .regular,
      let resolved = FileSystem.resolved(path),
      let attributes = try? FileManager.default.attributesOfItem(atPath: resolved),
      let size = attributes[.size] as? UInt,
      let modified = attributes[.modificationDate] as? Date
    else { return nil }
    self.identity = identity
    self.size = size
    self.modified = modified
  }
}
