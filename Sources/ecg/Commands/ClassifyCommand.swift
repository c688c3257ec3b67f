internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Tell the heart rhythm of recordings: a row a record.",
    discussion: """
      Labels are N (normal rhythm), A (atrial fibrillation), O (other rhythm) and ~ (too noisy), with \
      calibrated probabilities. Records that cannot be judged (too short, flat, missing, clipped, no \
      sampling frequency) get the status "abstained" and the reason; in the format "answers", which \
      demands a label, they get ~. Records that cannot be read get the status "failed"; the others are \
      not affected, and the exit status is 1.

      Recordings too long for one verdict (over a minute with the default model) are judged in windows \
      of 30 s, a new one every 10 s. Their row has the mean probabilities of the windows and, as the \
      message, the share of atrial fibrillation (AF burden) in the time that could be judged; \
      --annotations writes its episodes, of 30 s or more.

      For research use: no medical device.
      """)

  @OptionGroup var records: RecordOptions
  @OptionGroup(title: "Models") var models: RhythmModelOptions
  @OptionGroup(title: "Results") var outputs: OutputOptions
  @OptionGroup(title: "Report") var reporting: ReportOptions
  @OptionGroup(title: "Long recordings") var course: RhythmAnnotationOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  func run() async throws {
    let command = self
    try await CommandRun(program: "ecg", options: shared) { context in
      try await command.classify(context)
    }
  }

  private func classify(_ context: CommandContext) async throws -> ExitStatus {
    let plan = try outputs.plan(defaultFormat: VerdictFormat.csv, inputs: records.paths)
    let model = try models.load()
    context.record { manifest in
      manifest.inputs = records.paths.map { Manifest.File(path: $0) }
      manifest.outputs = plan.outputs.map(\.path)
      manifest.models = [
        Manifest.Model(
          name: model.name, file: Manifest.File(path: model.path, sha256: model.sha256))
      ]
    }
    let classifier = RecordClassifier(model, lead: records.leadChoice)
    let report = try ClassificationReport(
      reporting, classifier: classifier, inputs: records.paths,
      outputs: plan.outputs.map(\.path), replaceExisting: shared.force)
    var writers: [VerdictWriter] = []
    do {
      for output in plan.outputs {
        writers.append(
          try VerdictWriter(
            path: output.path, format: output.format, replaceExisting: shared.force))
      }
      let status = try await classify(classifier, writers, report, context)
      try await report?.finish(threads: context.threadCount) { try context.cancellation.check() }
      for writer in writers { try writer.commit() }
      return status
    } catch {
      for writer in writers { writer.discard() }
      report?.discard()
      throw error
    }
  }

  private func classify(
    _ classifier: RecordClassifier, _ writers: [VerdictWriter], _ report: ClassificationReport?,
    _ context: CommandContext
  ) async throws -> ExitStatus {
    let list = records.list()
    var tally = ClassificationTally(context)
    for (path, error) in list.failures {
      // What is the only mistake of a run without records ends it with its own status.
      if list.sources.isEmpty, list.failures.count == 1 { throw error }
      tally.add(error, input: path)
      try report?.add(error, input: path)
    }
    if list.repetitions > 0 {
      context.diagnostics.note(
        "records given more than once are classified once: \(list.repetitions) left out")
    }
    let annotations = course.writer(replaceExisting: shared.force)
    try annotations?.prepare(list.sources)
    let progress = context.progress(total: Int64(list.sources.count), quantity: .records)
    defer { progress.finish() }
    var sources = list.sources.makeIterator()
    try await classifier.classify(list.sources, threads: context.threadCount) { verdict in
      try context.cancellation.check()
      for writer in writers { try writer.write(verdict) }
      if let report, let source = sources.next() { try report.add(verdict, from: source) }
      if let path = try annotations?.write(verdict) {
        context.record { $0.outputs.append(path) }
      }
      tally.add(verdict)
      progress.advance(by: 1)
    }
    progress.finish()
    context.diagnostics.note(tally.summary)
    return tally.failures == 0 ? .success : .someInputsFailed
  }
}
