internal import FoundationEssentials
internal import ResultsExport

/// Finds model files by name.
///
/// Folders are searched in this order: the one given, `$BIOSEQ_MODELS`, `models` beside the
/// executable and `../share/bioseq/models` from it, then `models` of the package the executable was
/// built in.
package struct ModelLocator: Sendable {
  /// The folders that exist, in order of search.
  package let folders: [String]

  static let fileExtension = ".safetensors"

  package init(modelsFolder: String?) {
    self.init(
      modelsFolder: modelsFolder, environment: ProcessInfo.processInfo.environment,
      executable: Self.executablePath)
  }

  init(modelsFolder: String?, environment: [String: String], executable: String?) {
    var candidates = [modelsFolder, environment["BIOSEQ_MODELS"]].compactMap { $0 }
    if let executable {
      let ancestors = Self.ancestors(of: executable)
      if let folder = ancestors.first {
        candidates.append(folder + "/models")
      }
      if ancestors.count > 1 {
        let prefix = ancestors[1] == "/" ? "" : ancestors[1]
        candidates.append(prefix + "/share/bioseq/models")
      }
      let package = ancestors.first {
        FileManager.default.fileExists(atPath: $0 + "/Package.swift")
      }
      if let package { candidates.append(package + "/models") }
    }
    folders = candidates.filter { Self.isFolder($0) }
  }

  /// The file of a model: the path itself if it can be nothing else, else the first model of that name, else a
  /// file of that name.
  ///
  /// Throws `unknownModel`, which suggests names.
  package func path(of nameOrPath: String) throws(CommandSupportError) -> String {
    let isPath = nameOrPath.contains("/") || nameOrPath.hasSuffix(Self.fileExtension)
    if isPath { return nameOrPath }
    for folder in folders {
      let path = "\(folder)/\(nameOrPath)\(Self.fileExtension)"
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    if FileIdentity(path: nameOrPath).map({ $0.kind != .directory }) ?? false { return nameOrPath }
    throw .unknownModel(name: nameOrPath, known: available.map(\.name), folders: folders)
  }

  /// All models by name, in alphabetical order; a name found twice counts where it is found first.
  package var available: [(name: String, path: String)] {
    var found: [String: String] = [:]
    for folder in folders {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files where file.hasSuffix(Self.fileExtension) && !file.hasPrefix(".") {
        let name = String(file.dropLast(Self.fileExtension.count))
        if found[name] == nil { found[name] = "\(folder)/\(file)" }
      }
    }
    return found.sorted { $0.key < $1.key }.map { (name: $0.key, path: $0.value) }
  }

  private static var executablePath: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  /// The folders a file lies in, innermost first.
  private static func ancestors(of path: String) -> [String] {
    var parts = path.split(separator: "/")
    var result: [String] = []
    while !parts.isEmpty {
      parts.removeLast()
      result.append("/" + parts.joined(separator: "/"))
    }
    return result
  }

  private static func isFolder(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
  }
}
