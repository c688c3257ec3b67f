internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the shards of a classification into the results of the whole.",
    discussion: """
      Takes all files that "ecg classify --shard i/n" wrote for the same records, in any order; the results \
      are byte for byte those of one run without --shard. Shards that are missing, doubled, damaged or of \
      another run are refused by name. The report has no rhythm strips: they need the signals.
      """)

  @Argument(help: ArgumentHelp("Shard files.", valueName: "shard"), completion: .file())
  var shards: [String]

  @OptionGroup(title: "Results") var outputs: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Write a report to look at: one HTML page with a table of all records.", valueName: "file"),
    completion: .file())
  var report: String?

  @OptionGroup(title: "Summary") var summary: MultiQCOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  private var files: RunFiles {
    RunFiles(
      read: shards,
      written: outputs.output + [report, summary.multiqc])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "ecg", options: shared, files: files) { context in
      try await command.summary.around(
        MultiQCSection.rhythms, context, replaceExisting: command.shared.force
      ) { try await command.merge(context) }
    }
  }

  private func merge(_ context: CommandContext) async throws -> ExitStatus {
    let plan = try outputs.plan(defaultFormat: VerdictFormat.csv, inputs: shards)
    let verdicts = try ShardedVerdicts(paths: shards)
    let run = verdicts.shards.first.header.run
    context.record { manifest in
      manifest.inputs = verdicts.shards.files.map {
        Manifest.File(path: $0.path, sha256: $0.sha256)
      }
      manifest.outputs = plan.outputs.map(\.path)
      manifest.models = [
        Manifest.Model(
          name: run.model, file: Manifest.File(path: run.model, sha256: run.modelSHA256))
      ]
    }
    if !verdicts.isOrdered {
      context.diagnostics.note(
        "the shards were given the records in different orders: rows are sorted by name")
    }
    let report = try ClassificationReport(
      report, model: run.model, modelSHA256: run.modelSHA256, inputs: shards,
      outputs: plan.outputs.map(\.path), replaceExisting: shared.force)
    var outputs = VerdictOutputs()
    do {
      try outputs.open(
        plan, besideOthers: report != nil, replaceExisting: shared.force)
      let status = try merge(verdicts, outputs, report, context)
      try report?.finishWithoutStrips()
      try outputs.complete()
      try outputs.publish()
      try report?.publish()
      return status
    } catch {
      outputs.discard()
      report?.discard()
      throw error
    }
  }

  private func merge(
    _ verdicts: ShardedVerdicts, _ outputs: VerdictOutputs, _ report: ClassificationReport?,
    _ context: CommandContext
  ) throws -> ExitStatus {
    var tally = ClassificationTally(context)
    for failure in verdicts.shards.first.header.failures {
      let error = EcgError.unreadableRecord(failure.diagnosis)
      tally.add(error, input: failure.path)
      try report?.add(error, input: failure.path)
    }
    try verdicts.forEach { verdict in
      try context.cancellation.check()
      try outputs.write(verdict)
      try report?.add(verdict, from: nil)
      tally.add(verdict)
    }
    context.diagnostics.note(tally.summary)
    return tally.failures == 0 ? .success : .someInputsFailed
  }
}
