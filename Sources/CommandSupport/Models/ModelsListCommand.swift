package import ArgumentParser
internal import ResultsExport
internal import UserFacing

package struct ModelsListCommand<Model: CataloguedModel>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List the models that can be named.",
      discussion: "An even table on a terminal; TSV with the files' paths otherwise.")
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
    let columns = ["name"] + Model.listColumns + ["size_kB"]
    var rows: [(cells: [TableCell], path: String)] = []
    var failures = 0
    for (name, path) in folder.locator.available {
      do {
        let cells = try Model(readingFrom: path).listCells()
        rows.append(([.text(name)] + cells + [Self.kilobytes(path)], path))
      } catch  where Model.isOfAnotherTask(error) {
        continue
      } catch let error as any UserFacingError where !(error is ResultsExportError) {
        context.diagnostics.error(error)
        failures += 1
      }
    }
    if standardOutputIsTerminal(), !json {
      var screen = AlignedTable(columns: columns)
      for row in rows { screen.append(row.cells) }
      let output = try OutputFile(path: "-", replaceExisting: false)
      for line in screen.lines { output.buffer.append(line + "\n") }
      try output.commit()
    } else {
      let writer = try TableWriter(
        path: "-", format: json ? .jsonLines : .tsv, columns: columns + ["path"],
        replaceExisting: false)
      for row in rows { try writer.write(row.cells + [.text(row.path)]) }
      try writer.commit()
    }
    return failures == 0 ? .success : .someInputsFailed
  }

  private static func kilobytes(_ path: String) -> TableCell {
    FileSize.bytes(ofFile: path).map { .integer(($0 + 500) / 1000) } ?? .missing
  }
}
