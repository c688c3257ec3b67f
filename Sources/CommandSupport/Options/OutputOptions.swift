package import ArgumentParser
package import ResultsExport

/// Where results go.
package struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write results to a file, or - for standard output; may be repeated.", valueName: "file"),
    completion: .file())
  package var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "Format of the results; by default the output's extension decides.", valueName: "format"))
  package var format: [String] = []

  package init() {}

  /// - Parameter inputs: paths that must not be written to.
  package func plan<Format: OutputFormat>(
    defaultFormat: Format, inputs: [String]
  ) throws -> OutputPlan<Format> {
    let plan = try OutputPlan(paths: output, formats: format, defaultFormat: defaultFormat)
    try plan.refuseInputs(inputs)
    return plan
  }
}
