package import ArgumentParser
internal import ResultsExport
internal import UserFacing

package struct ModelsPathCommand<Model: CataloguedModel>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "path", abstract: "Print the file of a model.")
  }

  @Argument(help: "Name or path of a model.", completion: .file()) var model: String
  @OptionGroup var folder: ModelFolderOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  package init() {}

  package func run() async throws {
    let command = self
    try await CommandRun(program: Model.program, options: shared, isSummarised: false) { _ in
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
