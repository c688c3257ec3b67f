internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import ResultsExport
internal import SequenceIO
internal import UserFacing

struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Score whole sequences: one row a sequence and model.",
    discussion: """
      Inputs are FASTA, FASTQ or delimited text with a sequence column. A sequence longer than the \
      model's window gets the score of its best window, a shorter one is padded with unknown bases on \
      both sides. Sequences with more than half of a window unknown get no score.
      """)

  @Argument(help: ArgumentHelp("Sequence files.", valueName: "sequences"), completion: .file())
  var sequences: [String]

  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Scanning") var scanning: ScanningOptions
  @OptionGroup(title: "Results") var outputs: OutputOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  /// Bases between windows of a sequence longer than one.
  private static let strideInSequences = 10

  private var files: RunFiles {
    RunFiles(
      read: sequences + models.model,
      written: outputs.output)
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, files: files) { context in
      try await command.predict(context)
    }
  }

  private func open(_ plan: OutputPlan<TableFormat>) throws -> [TableWriter] {
    try OutputFile.$areSeveral.withValue(plan.outputs.count > 1) {
      try plan.outputs.map {
        try TableWriter(
          path: $0.path, format: $0.format, columns: Self.columns, replaceExisting: shared.force)
      }
    }
  }

  private func predict(_ context: CommandContext) async throws -> ExitStatus {
    let plan = try outputs.plan(defaultFormat: TableFormat.tsv, inputs: sequences)
    let models = try self.models.load()
    let inputs = Manifest.files(sequences, areHashed: shared.hasManifest)
    context.record { manifest in
      manifest.inputs = inputs
      manifest.outputs = plan.outputs.map(\.path)
      manifest.models = models.map {
        Manifest.Model(name: $0.name, file: Manifest.File(path: $0.path, sha256: $0.sha256))
      }
    }
    let writers = try open(plan)
    do {
      var failures = 0
      for path in sequences {
        do {
          let records = try SequenceTable.read(path: path)
          for model in models { try await score(records, model, writers, context) }
          context.record { $0.count("sequences", records.count) }
        } catch let error as any UserFacingError
          where sequences.count > 1 && (error is SequenceIOError || error is BindingSitesError)
        {
          failures += 1
          // The last of them ends the run by itself.
          if failures == sequences.count { throw error }
          context.diagnostics.error(error)
          context.record {
            $0.failures.append(.init(input: path, message: error.diagnosis.line))
          }
        }
      }
      for writer in writers { try writer.complete() }
      for writer in writers { try writer.publish() }
      return failures == 0 ? .success : .someInputsFailed
    } catch {
      for writer in writers { writer.discard() }
      throw error
    }
  }

  private func score(
    _ records: [LabelledSequence], _ model: BindingModel, _ writers: [TableWriter],
    _ context: CommandContext
  ) async throws {
    let settings = try scanning.settings(for: model, windowStride: Self.strideInSequences)
    let scores = try await SequenceScorer(model.scorer, settings: settings).scores(
      records.map(\.codes), names: { records[$0].name }, threads: context.threadCount)
    try context.cancellation.check()
    for (record, score) in zip(records, scores) {
      let logit = score.logit.map(Double.init)
      let row: [TableCell] = [
        .text(record.name), .integer(Int64(record.codes.count)),
        .number(score.ambiguousFraction), .text(model.contract.label),
        score.logit.map { .number(model.probability(ofLogit: $0)) } ?? .missing,
        logit.map { .number($0) } ?? .missing, .text(strandSymbol),
      ]
      for writer in writers { try writer.write(row) }
    }
  }

  private var strandSymbol: String {
    switch scanning.strand {
    case .both: "."
    case .forward: "+"
    case .reverse: "-"
    }
  }

  private static let columns = [
    "sequence", "length", "ambiguous_fraction", "label", "probability", "logit", "strand",
  ]
}
