internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

struct ModelsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the models that can be named.")

  @OptionGroup var folder: ModelFolderOptions
  @Flag(help: "Write one JSON object a line.") var json = false
  @OptionGroup(title: "Shared") var shared: SharedOptions

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, isSummarised: false) { context in
      try await command.list(context)
    }
  }

  private func list(_ context: CommandContext) async throws -> ExitStatus {
    let writer = try TableWriter(
      path: "-", format: json ? .jsonLines : .tsv, columns: Self.columns, replaceExisting: false)
    var failures = 0
    for (name, path) in folder.locator.available {
      do {
        let model = try BindingModel(readingFrom: path)
        let metrics = try model.file.optionalSection(
          BindingModel.Section.metrics, as: BinaryEvaluation.self)
        try writer.write([
          .text(name), .text(model.contract.label), .integer(Int64(model.contract.window)),
          .integer(Int64(model.file.network.parameterCount)), .optional(metrics?.auROC),
          .optional(metrics?.auPRC), .text(path),
        ])
      } catch BindingSitesError.wrongTask {
        continue
      } catch let error as any UserFacingError {
        context.diagnostics.error(error)
        failures += 1
      }
    }
    try writer.commit()
    return failures == 0 ? .success : .someInputsFailed
  }

  private static let columns = [
    "name", "label", "window", "parameters", "validation_auROC", "validation_auPRC", "path",
  ]
}
