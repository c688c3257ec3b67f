internal import ArgumentParser
internal import CommandSupport
internal import ECGSignal
internal import ResultsExport
internal import UserFacing

/// `ecg inspect`: what a recording says about itself, or its samples or annotations.
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a recording's header, leads, units, gaps and quality.")

  @Argument(
    help: ArgumentHelp(
      "A WFDB header, signal file or record name, an EDF or BDF file, or a table of numbers.",
      valueName: "record"), completion: .file())
  var record: String

  @OptionGroup var selection: SampleSelection

  @Flag(help: "Show the facts as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "List the annotations of this annotator instead, e.g. atr.", valueName: "name"))
  var annotator: String?

  @Flag(help: "List the texts of an EDF+ or BDF+ file with their times instead.")
  var texts = false

  @Option(
    name: [.short, .long], help: ArgumentHelp("Write to a file.", valueName: "file"),
    completion: .file())
  var output = "-"

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let command = self
    let commandRun = CommandRun(program: "ecg", options: shared, isSummarised: false)
    try await commandRun { @Sendable context in try command.inspect(context) }
  }

  private func inspect(_ context: CommandContext) throws -> ExitStatus {
    let file = try OutputFile(path: output, replaceExisting: shared.force)
    try write(to: file, context)
    try file.commit()
    return .success
  }

  private func write(to output: OutputFile, _ context: CommandContext) throws {
    if let annotator {
      try AnnotationListing(record: record, annotator: annotator).write(to: output)
      return
    }
    var reader = try selection.open(record)
    if texts {
      try TextListing(texts: reader.texts()).write(to: output)
      return
    }
    let signals = try selection.signals(reader.description)
    if let kind = selection.samples {
      try SampleListing(kind: kind, grid: selection.grid, signals: signals)
        .write(&reader, frames: selection.frames(reader.description), to: output) {
          try context.cancellation.check()
        }
      return
    }
    let report = try RecordingReport(&reader, signals: signals) {
      try context.cancellation.check()
    }
    for warning in report.warnings { context.diagnostics.warning(warning) }
    output.buffer.append(json ? try report.json() : report.text())
  }
}
