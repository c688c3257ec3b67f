package import ArgumentParser
internal import ResultsExport

/// The model file that a command makes.
package struct NewModelOptions: ParsableArguments {
  @Option(
    name: [.short, .long], help: ArgumentHelp("Model file to write.", valueName: "model"),
    completion: .file())
  package var output: String

  @Option(help: ArgumentHelp("Name of the model. (default: the file's)", valueName: "name"))
  package var name: String?

  @Option(help: ArgumentHelp("Licence of the model, an SPDX expression.", valueName: "licence"))
  package var licence = "Apache-2.0"

  package init() {}

  /// The name given, or the file's without its ending.
  package var modelName: String {
    let file = output.split(separator: "/").last.map(String.init) ?? output
    return name ?? file.replacing(".safetensors", with: "")
  }

  /// Throws `ResultsExportError` where the file could not be written: before hours of work, not after
  /// them.
  package func checkWritable(replaceExisting: Bool) throws {
    try OutputFile.checkWritable(output, replaceExisting: replaceExisting)
  }
}
