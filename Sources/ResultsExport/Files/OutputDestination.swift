/// Where an output's bytes go, decided from its path and from what lies there now.
enum OutputDestination: Equatable {
  /// `-`, or a name of the same.
  case standardOutput
  /// A device, FIFO or socket, written as it is.
  case direct(path: String)
  /// A file that appears under its name only when it is complete.
  case file(path: String)

  /// - Throws: `outputExists` unless `replaceExisting`; `cannotCreate` for a folder.
  init(path: String, replaceExisting: Bool) throws(ResultsExportError) {
    if path == "-" || path == "/dev/stdout" {
      self = .standardOutput
      return
    }
    guard let identity = FileIdentity(path: path) else {
      self = .file(path: path)
      return
    }
    switch identity.kind {
    case .directory: throw .cannotCreate(path: path, reason: "a folder has that name")
    case .other: self = .direct(path: path)
    // Names in these folders stand for files already open; a rename would replace the name.
    case .regular where path.hasPrefix("/dev/") || path.hasPrefix("/proc/"):
      self = .direct(path: path)
    case .regular:
      guard replaceExisting else { throw .outputExists(path: path) }
      // A link keeps pointing where it did: the file it names is the one replaced.
      self = .file(path: FileSystem.resolved(path) ?? path)
    }
  }
}
