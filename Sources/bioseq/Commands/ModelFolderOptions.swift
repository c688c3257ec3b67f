internal import ArgumentParser
internal import CommandSupport
internal import FoundationEssentials

/// Where models are looked for.
struct ModelFolderOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder to look for models in first.", valueName: "folder"))
  var modelsDir: String?

  mutating func validate() throws {
    guard let modelsDir else { return }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: modelsDir, isDirectory: &isFolder), isFolder else {
      throw ValidationError("--models-dir is no folder: \(modelsDir)")
    }
  }

  var locator: ModelLocator { ModelLocator(modelsFolder: modelsDir) }
}
