internal import ArgumentParser
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

struct ModelsPathCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Print the file of a model.")

  @Argument(help: "Name or path of a model.") var model: String
  @OptionGroup var folder: ModelFolderOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, isSummarised: false) { _ in
      try await command.printPath()
    }
  }

  private func printPath() async throws -> ExitStatus {
    let path = try folder.locator.path(of: model)
    let output = try OutputFile(path: "-", replaceExisting: false)
    output.buffer.append(path + "\n")
    try output.commit()
    return .success
  }
}
