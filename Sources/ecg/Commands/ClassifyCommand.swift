internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
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
  @OptionGroup(title: "Shards") var sharding: RecordShardOptions
  @OptionGroup(title: "Resuming") var resuming: ResumeOptions
  @OptionGroup(title: "Summary") var summary: MultiQCOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    if resuming.resume { _ = try ResumeOptions.journal(besides: outputs.output) }
    guard sharding.shard != nil else { return }
    guard outputs.output.count == 1, outputs.format.isEmpty, reporting.report == nil else {
      throw ValidationError(
        "--shard writes one shard file, -o; give formats and --report to \"ecg merge\"")
    }
  }

  private var files: RunFiles {
    RunFiles(
      read: records.paths + [models.model],
      written: outputs.output + [reporting.report, summary.multiqc])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "ecg", options: shared, files: files) { context in
      try await command.summary.around(
        MultiQCSection.rhythms, context, replaceExisting: command.shared.force
      ) { try await command.classify(context) }
    }
  }

  private func classify(_ context: CommandContext) async throws -> ExitStatus {
    context.limit(to: resuming.timeLimit)
    if let shard = sharding.shard { return try await classify(shard, context) }
    let plan = try outputs.plan(defaultFormat: VerdictFormat.csv, inputs: records.paths)
    let model = try models.load()
    record(model, outputs: plan.outputs.map(\.path), context)
    let list = records.list()
    try check(list, plan)
    let journal = try journal(
      of: list, order: RecordOrder(list.sources), model: model,
      outputs: plan.outputs.map(\.path),
      forms: plan.outputs.map { "\($0.path) \($0.format.rawValue)" } + [reporting.report ?? ""],
      context
    ) {
      for path in plan.outputs.map(\.path) + [reporting.report].compactMap({ $0 }) {
        try OutputFile.checkWritable(path, replaceExisting: shared.force)
      }
    }
    let status = try await TemporaryFiles.$isResumable.withValue(journal != nil) {
      try await classify(list, model, plan, journal, context)
    }
    journal?.remove()
    return status
  }

  /// Refuses before the work what the names of records and outputs do not allow.
  ///
  /// Throws `nameUnfitForAnswers`, `outputIsInput`, `sameAnnotationFile`.
  private func check(_ list: RecordList, _ plan: OutputPlan<VerdictFormat>) throws {
    for output in plan.outputs {
      for source in list.sources { try output.format.check(name: source.record) }
    }
    try checkOutputs(plan.outputs.map(\.path) + [reporting.report].compactMap { $0 }, list)
  }

  private func checkOutputs(_ results: [String], _ list: RecordList) throws {
    let outputs = results + [shared.manifest, summary.multiqc].compactMap { $0 }
    try list.refuse(outputs)
    try course.writer(replaceExisting: mayReplace)?.check(list.sources)
  }

  private func classify(
    _ list: RecordList, _ model: RhythmModel, _ plan: OutputPlan<VerdictFormat>,
    _ journal: RecordJournal?, _ context: CommandContext
  ) async throws -> ExitStatus {
    let classifier = RecordClassifier(model, lead: records.leadChoice)
    let report = try ClassificationReport(
      reporting, classifier: classifier, inputs: records.paths,
      outputs: plan.outputs.map(\.path), replaceExisting: mayReplace)
    var outputs = VerdictOutputs()
    do {
      try outputs.open(
        plan, besideOthers: report != nil || course.annotations != nil,
        replaceExisting: mayReplace)
      let run = ClassificationRun(
        list: list, places: Array(list.sources.indices), classifier: classifier,
        annotations: course.writer(replaceExisting: mayReplace), journal: journal,
        context: context)
      let status = try await run(fail: { try report?.add($0, input: $1) }) { verdict, place in
        try outputs.write(verdict)
        try report?.add(verdict, from: list.sources[place])
      }
      try await report?.finish(threads: context.threadCount) { try context.cancellation.check() }
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

  private func classify(
    _ shard: ShardNumber, _ context: CommandContext
  ) async throws -> ExitStatus {
    let output = outputs.output[0]
    // Any format: refuses to overwrite an input.
    _ = try OutputPlan<VerdictFormat>(paths: [output], formats: ["csv"], defaultFormat: .csv)
      .refuseInputs(records.paths)
    let model = try models.load()
    context.record { $0.shard = shard.text }
    record(model, outputs: [output], context)
    let list = records.list()
    try checkOutputs([output], list)
    let order = RecordOrder(list.sources)
    let journal = try journal(
      of: list, order: order, model: model, outputs: [output], forms: ["\(output) shard"], context
    ) { try OutputFile.checkWritable(output, replaceExisting: shared.force) }
    let classification = ShardClassification(
      list: list, order: order, model: model, options: records, shard: shard,
      annotations: course.writer(replaceExisting: mayReplace), journal: journal,
      context: context)
    let status = try await TemporaryFiles.$isResumable.withValue(journal != nil) {
      try await classification(output: output, replaceExisting: mayReplace)
    }
    journal?.remove()
    return status
  }

  private func record(_ model: RhythmModel, outputs: [String], _ context: CommandContext) {
    context.record { manifest in
      manifest.inputs = records.paths.map { Manifest.File(path: $0) }
      manifest.outputs = outputs
      manifest.models = [
        Manifest.Model(
          name: model.name, file: Manifest.File(path: model.path, sha256: model.sha256))
      ]
    }
  }
}
