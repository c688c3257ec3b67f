package import ArgumentParser
internal import ResultsExport
internal import UserFacing

package struct ModelsListCommand<Model: CataloguedModel>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "list", abstract: "List the models that can be named.")
  }

  @OptionGroup var folder: ModelFolderOptions
  @Flag(help: "Write one JSON object a line.") var json = false
  @OptionGroup(title: "Shared") var shared: SharedOptions

  package init() {}

  package func run() async throws {
    let command = self
    try await CommandRun(program: Model.program, options: shared, isSummarised: false) { context in
      try await command.list(context)
    }
  }

  private func list(_ context: CommandContext) async throws -> ExitStatus {
    let writer = try TableWriter(
      path: "-", format: json ? .jsonLines : .tsv,
      columns: ["name"] + Model.listColumns + ["path"], replaceExisting: false)
    var failures = 0
    for (name, path) in folder.locator.available {
      do {
        let cells = try Model(readingFrom: path).listCells()
        try writer.write([.text(name)] + cells + [.text(path)])
      } catch  where Model.isOfAnotherTask(error) {
        continue
      } catch let error as any UserFacingError where !(error is ResultsExportError) {
        context.diagnostics.error(error)
        failures += 1
      }
    }
    try writer.commit()
    return failures == 0 ? .success : .someInputsFailed
  }
}
