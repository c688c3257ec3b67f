internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

struct ModelsVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Replay the self-tests of models: all that can be named, or those given.")

  @Argument(help: "Names or paths of models.") var models: [String] = []
  @OptionGroup var folder: ModelFolderOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, isSummarised: false) { context in
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
        let model = try BindingModel(readingFrom: path)
        let difference = try model.verify()
        try writer.write([.text(model.name), .text("ok"), .number(Double(difference))])
      } catch BindingSitesError.wrongTask where models.isEmpty {
        continue
      } catch let error as any UserFacingError where !(error is ResultsExportError) {
        context.diagnostics.error(error)
        failed.append(path)
        try writer.write([.text(path), .text("failed"), .missing])
      }
    }
    try writer.commit()
    guard failed.isEmpty else { throw BioseqError.unverifiedModels(names: failed) }
    return .success
  }
}
