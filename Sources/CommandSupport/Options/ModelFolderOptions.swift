package import ArgumentParser
internal import FoundationEssentials

/// Where models are looked for.
package struct ModelFolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Folder to look for models in first.", valueName: "folder"),
    completion: .directory)
  package var modelsDir: String?

  package init() {}

  package mutating func validate() throws {
    guard let modelsDir else { return }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: modelsDir, isDirectory: &isFolder), isFolder else {
      throw ValidationError("--models-dir is no folder: \(modelsDir)")
    }
  }

  package var locator: ModelLocator { ModelLocator(modelsFolder: modelsDir) }
}
