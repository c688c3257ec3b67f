internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure models on recordings whose rhythm is known.",
    discussion: """
      Writes the confusion matrix, accuracy, F1 of each class, its mean over N, A and O (the score of \
      the PhysioNet/CinC Challenge 2017) and over all four, log loss, expected calibration error, and \
      95 % bootstrap intervals, as JSON or as text. Records without a verdict count as ~ with \
      certainty, and are counted apart. With several models, each is compared with the first.
      """)

  @OptionGroup var records: RecordOptions

  @Option(
    help: ArgumentHelp(
      "The rhythms: lines of a record's name and N, A, O or ~, as REFERENCE.csv; - for standard input.",
      valueName: "file"), completion: .file())
  var reference: String

  @Option(
    name: .customLong("records"),
    help: ArgumentHelp("Names of the records to use, one a line.", valueName: "file"),
    completion: .file())
  var chosen: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Name or path of a model; may be repeated. (default: \(RhythmModelOptions.defaultModel))",
      valueName: "model"), completion: .file())
  var model: [String] = []

  @OptionGroup(title: "Models") var folder: ModelFolderOptions

  @Option(help: ArgumentHelp("Bootstrap resamples for the intervals.", valueName: "n"))
  var resamples = 1000

  @OptionGroup(title: "Results") var outputs: OutputOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    guard 0...1_000_000 ~= resamples else {
      throw ValidationError("--resamples is \(resamples); give 0 to 1000000")
    }
  }

  private var files: RunFiles {
    RunFiles(
      read: records.paths + model + [reference, chosen].compactMap { $0 },
      written: outputs.output)
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "ecg", options: shared, files: files) { context in
      try await command.evaluate(context)
    }
  }

  private func evaluate(_ context: CommandContext) async throws -> ExitStatus {
    let plan = try outputs.plan(
      defaultFormat: EvaluationFormat.json, inputs: [reference] + [chosen].compactMap { $0 })
    for output in plan.outputs {
      try OutputFile.checkWritable(output.path, replaceExisting: shared.force)
    }
    let models = try (model.isEmpty ? [RhythmModelOptions.defaultModel] : model).map {
      try RhythmModel(readingFrom: try folder.locator.path(of: $0))
    }
    let list = records.list()
    for failure in list.failures { throw failure.error }
    for source in list.sources { if let problem = source.problem { throw problem } }
    let known = try ReferenceRecords(
      list.sources, try RhythmReference(readingFrom: reference),
      chosen: try chosen.map { try NameList.read($0) })
    if let first = known.missing.first {
      context.diagnostics.warning(
        "\(known.missing.count) records of the reference are not there, first \(first.quoted)")
    }
    try list.refuse(plan.outputs.map(\.path) + [shared.manifest].compactMap { $0 })
    describe(plan, models, context)
    let answers = try await answers(models, known, context)
    let reports = RhythmEvaluationReport.all(
      answers, known, resamples: resamples, seed: shared.seed)
    try write(reports, plan)
    return answers.allSatisfy { $0.failed == 0 } ? .success : .someInputsFailed
  }

  private func write(
    _ reports: [RhythmEvaluationReport], _ plan: OutputPlan<EvaluationFormat>
  ) throws {
    try OutputFile.$areSeveral.withValue(plan.outputs.count > 1) {
      for output in plan.outputs {
        let file = try OutputFile(path: output.path, replaceExisting: shared.force)
        file.buffer.append(output.format == .json ? try reports.json() : reports.text())
        try file.commit()
      }
    }
  }

  private func answers(
    _ models: [RhythmModel], _ known: ReferenceRecords, _ context: CommandContext
  ) async throws -> [ModelAnswers] {
    let progress = context.progress(
      total: Int64(known.sources.count * models.count), quantity: .records)
    defer { progress.finish() }
    var answers: [ModelAnswers] = []
    for model in models {
      var tally = ClassificationTally(context)
      var own = ModelAnswers(model)
      let classifier = RecordClassifier(model, lead: records.leadChoice)
      try await classifier.classify(known.sources, threads: context.threadCount) { verdict in
        try context.cancellation.check()
        own.add(verdict)
        if answers.isEmpty { tally.add(verdict) }
        progress.advance(by: 1)
      }
      answers.append(own)
    }
    return answers
  }

  private func describe(
    _ plan: OutputPlan<EvaluationFormat>, _ models: [RhythmModel], _ context: CommandContext
  ) {
    context.record { manifest in
      manifest.inputs = (records.paths + [reference] + [chosen].compactMap { $0 }).map {
        Manifest.File(path: $0)
      }
      manifest.outputs = plan.outputs.map(\.path)
      manifest.models = models.map {
        Manifest.Model(name: $0.name, file: Manifest.File(path: $0.path, sha256: $0.sha256))
      }
    }
  }
}
