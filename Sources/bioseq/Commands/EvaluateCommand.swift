internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a model on sequences that are known to be bound or not.",
    discussion: """
      Writes JSON: auROC, auPRC, accuracy, MCC, F1, Brier score, expected calibration error, counts, \
      and 95 % bootstrap intervals. Sequences without a score (too many unknown bases) count as \
      unbound with certainty, and are counted apart.

      With --genome and --peaks the model is measured on bins of a genome: those that peaks bind \
      (--bin-rule) against all that touch no peak. A bin's score is that of the best window whose \
      middle lies in it, windows laid as by scan; bins without a scored window are left out. \
      Scores that differ by less than 1 in 4,096 count as equal. There are no bootstrap intervals, \
      as neighbouring bins are no independent examples.
      """)

  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Motifs") var motifs: MotifOptions

  @Option(help: ArgumentHelp("Bound sequences.", valueName: "file"), completion: .file())
  var positives: String?

  @Option(help: ArgumentHelp("Unbound sequences.", valueName: "file"), completion: .file())
  var negatives: String?

  @Option(
    help: ArgumentHelp(
      "Labels of the sequences given: lines of a sequence's name and 0 or 1.", valueName: "file"),
    completion: .file())
  var labels: String?

  @Argument(
    help: ArgumentHelp("Sequences with --labels, or a labelled table.", valueName: "sequences"),
    completion: .file())
  var sequences: [String] = []

  @OptionGroup(title: "Bins of a genome") var bins: GenomeBinOptions
  @OptionGroup(title: "Scanning") var scanning: ScanningOptions

  @Option(help: ArgumentHelp("Bootstrap resamples for the intervals.", valueName: "n"))
  var resamples = 1000

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write JSON to a file, or - for standard output.", valueName: "file"),
    completion: .file())
  var output = "-"

  @Option(
    help: ArgumentHelp(
      "Draw ROC, precision and recall, and reliability of all models.", valueName: "svg"),
    completion: .file())
  var curves: String?

  @OptionGroup(title: "Shared") var shared: SharedOptions

  /// Bases between windows of a sequence longer than one.
  private static let strideInSequences = 10

  mutating func validate() throws {
    guard resamples >= 0 else { throw ValidationError("--resamples is not negative") }
    if bins.genome != nil {
      guard positives == nil, negatives == nil, labels == nil, sequences.isEmpty else {
        throw ValidationError("give --genome and --peaks, or sequences, not both")
      }
      guard curves == nil else {
        throw ValidationError("--curves draws sequences; leave it out with --genome")
      }
      return
    }
    let isPair = positives != nil && negatives != nil
    guard isPair == sequences.isEmpty, (positives != nil) == (negatives != nil) else {
      throw ValidationError(
        "give --positives and --negatives, or sequences with --labels, or a labelled table, "
          + "or --genome and --peaks")
    }
    guard labels == nil || !sequences.isEmpty else {
      throw ValidationError("--labels goes with sequences")
    }

  }

  /// All files that are read but for models.
  private var inputs: [String] {
    [positives, negatives].compactMap { $0 } + sequences + [labels].compactMap { $0 } + bins.files
  }

  private var files: RunFiles {
    RunFiles(
      read: inputs + models.model + motifs.motif,
      written: [output, curves])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, files: files) { context in
      try await command.evaluate(context)
    }
  }

  private func evaluate(_ context: CommandContext) async throws -> ExitStatus {
    if let curves { try OutputFile.checkWritable(curves, replaceExisting: shared.force) }
    let models = try loadModels()
    record(models, context)
    if let bins = try GenomeBins(self.bins, context.diagnostics) {
      return try await evaluate(models, on: bins, context)
    }
    let examples = try readExamples()
    let truth = examples.map { $0.isBound == true }
    guard truth.contains(true), truth.contains(false) else {
      throw BindingSitesError.unusableExamples(
        problem: "all \(truth.count) sequences are of one class",
        remedy: "give bound and unbound sequences")
    }
    context.record { $0.count("sequences", examples.count) }
    var reports: [EvaluationReport] = []
    var drawn: [CurveDrawing.Entry] = []
    for model in models {
      let settings = try scanning.settings(
        for: model, windowStride: min(Self.strideInSequences, model.contract.stride))
      let scores = try await SequenceScorer(model.scorer, settings: settings).scores(
        examples.map(\.codes), names: { examples[$0].name }, threads: context.threadCount)
      try context.cancellation.check()
      let lowest = Double(scores.compactMap(\.logit).min() ?? 0) - 1
      let ranks = scores.map { $0.logit.map(Double.init) ?? lowest }
      let probabilities = scores.map { $0.logit.map(model.probability(ofLogit:)) ?? 0 }
      let evaluation = BinaryEvaluation(
        scores: ranks, probabilities: probabilities, labels: truth, resamples: resamples,
        seed: shared.seed)
      if curves != nil {
        drawn.append(
          CurveDrawing.Entry(
            name: model.name,
            curves: EvaluationCurves(
              scores: ranks, probabilities: probabilities, labels: truth), evaluation: evaluation))
      }
      reports.append(
        EvaluationReport(
          model: model.name, label: model.contract.label, modelSHA256: model.sha256,
          unscored: scores.count { $0.logit == nil }, evaluation: evaluation))
    }
    try reports.write(to: output, replaceExisting: shared.force)
    if let curves { try draw(drawn, truth, to: curves) }
    return .success
  }

  private func evaluate(
    _ models: [any SiteModel], on bins: GenomeBins, _ context: CommandContext
  ) async throws -> ExitStatus {
    var reports: [EvaluationReport] = []
    for model in models {
      let (evaluation, counts) = try await bins.evaluate(
        model, try scanning.settings(for: model), context)
      reports.append(
        EvaluationReport(
          model: model.name, label: model.contract.label, modelSHA256: model.sha256,
          unscored: counts.unscored, evaluation: evaluation,
          bins: BinReport(
            size: bins.labels.tiling.size, step: bins.labels.tiling.step, rule: bins.rule,
            counts: counts)))
    }
    try reports.write(to: output, replaceExisting: shared.force)
    return .success
  }

  /// What is measured, on what, for the manifest.
  private func record(_ models: [any SiteModel], _ context: CommandContext) {
    let inputs = Manifest.files(inputs, areHashed: shared.hasManifest)
    context.record { manifest in
      manifest.inputs = inputs
      manifest.outputs = [output] + [curves].compactMap { $0 }
      manifest.models = models.map {
        Manifest.Model(name: $0.name, file: Manifest.File(path: $0.path, sha256: $0.sha256))
      }
    }
  }

  /// Models and motifs; the default model only where nothing is asked for.
  private func loadModels() throws -> [any SiteModel] {
    let motifs = try self.motifs.load(strand: scanning.strand)
    if !motifs.isEmpty, models.model.isEmpty { return motifs }
    return (try models.load() as [any SiteModel]) + (motifs as [any SiteModel])
  }

  private func draw(
    _ entries: [CurveDrawing.Entry], _ truth: [Bool], to path: String
  ) throws {
    let output = try OutputFile(path: path, replaceExisting: shared.force, compressed: false)
    CurveDrawing(
      entries: entries,
      positiveShare: Double(truth.count { $0 }) / Double(truth.count)
    ).write(to: &output.buffer)
    try output.commit()
  }

  private func readExamples() throws -> [LabelledSequence] {
    if let positives, let negatives {
      return try SequenceTable.read(path: positives).map { $0.labelled(true) }
        + SequenceTable.read(path: negatives).map { $0.labelled(false) }
    }
    let read = try sequences.flatMap { try SequenceTable.read(path: $0) }
    guard let labels else {
      if let unlabelled = read.first(where: { $0.isBound == nil }) {
        throw BindingSitesError.unusableExamples(
          problem: "\(unlabelled.name.quoted) has no label",
          remedy: "give --labels, or a table with a column \"label\"")
      }
      return read
    }
    let table = try LabelTable.read(path: labels)
    return try read.map { example in
      guard let isBound = table[example.name] else {
        throw BindingSitesError.badTable(
          path: labels, line: nil, problem: "no label for \(example.name.quoted)",
          remedy: "add a line with its name and 0 or 1")
      }
      return example.labelled(isBound)
    }
  }
}
