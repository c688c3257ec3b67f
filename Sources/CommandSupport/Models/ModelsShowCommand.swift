package import ArgumentParser
internal import ResultsExport
internal import UserFacing

package struct ModelsShowCommand<Model: CataloguedModel>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: "Show everything a model says of itself, as JSON.")
  }

  @Argument(help: "Name or path of a model.", completion: .file()) var model: String
  @OptionGroup var folder: ModelFolderOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  package init() {}

  package func run() async throws {
    let command = self
    try await CommandRun(program: Model.program, options: shared, isSummarised: false) { _ in
      try await command.show()
    }
  }

  private func show() async throws -> ExitStatus {
    let path = try folder.locator.path(of: model)
    let output = try OutputFile(path: "-", replaceExisting: false)
    output.buffer.append(try Model(readingFrom: path).json() + "\n")
    try output.commit()
    return .success
  }
}
