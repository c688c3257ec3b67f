internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

struct ModelsShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show everything a model says of itself, as JSON.")

  @Argument(help: "Name or path of a model.") var model: String
  @OptionGroup var folder: ModelFolderOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, isSummarised: false) { _ in
      try await command.show()
    }
  }

  private func show() async throws -> ExitStatus {
    let path = try folder.locator.path(of: model)
    let output = try OutputFile(path: "-", replaceExisting: false)
    output.buffer.append(try ModelDescription(BindingModel(readingFrom: path)).json + "\n")
    try output.commit()
    return .success
  }
}
