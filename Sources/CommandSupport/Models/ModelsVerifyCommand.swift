package import ArgumentParser
internal import ResultsExport
internal import UserFacing

package struct ModelsVerifyCommand<Model: CataloguedModel>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: "Replay the self-tests of models: all that can be named, or those given.")
  }

  @Argument(help: "Names or paths of models.", completion: .file()) var models: [String] = []
  @OptionGroup var folder: ModelFolderOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  package init() {}

  package func run() async throws {
    let command = self
    try await CommandRun(program: Model.program, options: shared, isSummarised: false) { context in
      try await command.verify(context)
    }
  }

  private func verify(_ context: CommandContext) async throws -> ExitStatus {
    let locator = folder.locator
    let paths =
      try models.isEmpty
      ? locator.available.map(\.path) : models.map { try locator.path(of: $0) }
    let writer = try TableWriter(
      path: "-", format: .tsv, columns: ["model", "status", "largest_difference"],
      replaceExisting: false)
    var failed: [String] = []
    for path in paths {
      do {
        let model = try Model(readingFrom: path)
        let difference = try model.verify()
        try writer.write([.text(model.name), .text("ok"), .number(Double(difference))])
      } catch  where models.isEmpty && Model.isOfAnotherTask(error) {
        continue
      } catch let error as any UserFacingError where !(error is ResultsExportError) {
        context.diagnostics.error(error)
        failed.append(path)
        try writer.write([.text(path), .text("failed"), .missing])
      }
    }
    try writer.commit()
    guard failed.isEmpty else { throw CommandSupportError.unverifiedModels(names: failed) }
    return .success
  }
}
