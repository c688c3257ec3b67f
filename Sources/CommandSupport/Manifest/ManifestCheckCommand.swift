package import ArgumentParser
internal import ResultsExport
internal import UserFacing

/// The `check` command of a program.
package struct ManifestCheckCommand<Model: CataloguedModel>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Compare outputs with the manifests of the runs that wrote them.",
      discussion: """
        Prints a line for each file of the manifests that was hashed: outputs, indexes and summaries among them, \
        are ok, changed or missing; models and inputs are ok, changed or absent. Outputs are looked for where they \
        were written, then beside the manifest. The exit status is 0 if the runs were complete and nothing is \
        changed or missing, else 65; so it is for a run that wrote to standard output only, where there is nothing \
        to check.
        """)
  }

  @Argument(
    help: ArgumentHelp("Manifests, as --manifest writes them.", valueName: "manifest"),
    completion: .file())
  var manifests: [String]
  @OptionGroup(title: "Shared") var shared: SharedOptions

  package init() {}

  package func run() async throws {
    let command = self
    try await CommandRun(program: Model.program, options: shared, isSummarised: false) { context in
      try await command.check(context)
    }
  }

  private func check(_ context: CommandContext) async throws -> ExitStatus {
    let writer = try TableWriter(
      path: "-", format: .tsv, columns: ["manifest", "file", "status", "role"],
      replaceExisting: false)
    var problems = 0
    for path in manifests {
      let check = try ManifestCheck(path: path)
      if let problem = check.problem {
        problems += 1
        context.diagnostics.error(problem)
      }
      for file in try check.files({ try context.cancellation.check() }) {
        if file.isProblem { problems += 1 }
        try writer.write([
          .text(path), .text(file.path), .text(file.status.rawValue), .text(file.role.rawValue),
        ])
      }
    }
    try writer.commit()
    guard problems == 0 else { throw ManifestError.mismatch(count: problems) }
    return .success
  }
}
