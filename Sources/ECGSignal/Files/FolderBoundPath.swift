/// Resolves names that a header gives, so that no header can reach out of its own folder.
enum FolderBoundPath {
  /// The path of `name` in the folder of the file `header`.
  ///
  /// Throws `unsafePath` when the name is absolute, empty, climbs (`..`) or holds a control character.
  static func resolve(_ name: String, beside header: String) throws(ECGSignalError) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isUnsafe =
      parts.contains { $0.isEmpty || $0 == ".." || $0 == "." }
      || name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard !isUnsafe else { throw .unsafePath(path: header, name: name) }
    return folder(of: header) + name
  }

  /// The folder part of `path`, with its final slash; empty for a bare name.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// `path` without its folder and its last extension.
  static func stem(of path: String) -> String {
    let name = path[folder(of: path).endIndex...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
