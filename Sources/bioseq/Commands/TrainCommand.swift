internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on bound and unbound sequences.",
    discussion: """
      Sequence files are FASTA, or delimited text with a column of sequences (and, with --examples, \
      one of labels 0 and 1). A model of bins, which gives a value for every few bases, is trained on \
      --stretches: text with columns "sequence" and "targets", separated by tabs, the targets being for \
      each bin the chance of a site, 0 to 1, or "." for unknown, separated by blanks; its validation \
      table is one of sequences. The model holds all that is needed to use it: window, calibration, \
      null distribution, validation figures, self-test. The same files, options and seed give the \
      same bytes, whatever the threads. With --members, one file holds several networks, and a \
      checkpoint is kept for each (FILE.1, FILE.2, ...).
      """)

  @OptionGroup(title: "Examples") var sets: TrainingSetOptions
  @OptionGroup(title: "Genome") var genome: GenomeOptions

  @OptionGroup var model: NewModelOptions

  @Option(help: ArgumentHelp("What a site is reported as. (default: the name)", valueName: "label"))
  var label: String?

  @Option(help: ArgumentHelp("Whose DNA it is, for \"models list\".", valueName: "name"))
  var organism: String?

  @Option(
    help: ArgumentHelp(
      "How and in what cells the sites were found, for \"models list\".", valueName: "text"))
  var assay: String?

  @Option(
    help: ArgumentHelp(
      "Windows up to this p-value are called by scan where nothing else is asked for.",
      valueName: "p"))
  var pvalueThreshold = 1e-4

  @Option(
    help: ArgumentHelp("Shuffled windows that the null distribution is fitted on.", valueName: "n"))
  var nullWindows = BindingTraining.Plan.defaultNullSampleCount

  @OptionGroup(title: "Network and optimisation") var optimisation: OptimisationOptions
  @OptionGroup(title: "Words of bases") var kmers: KmerOptions
  @OptionGroup(title: "Averaging") var members: MemberOptions
  @OptionGroup(title: "Search of hyper-parameters") var trials: TrialOptions
  @OptionGroup(title: "Models of bins") var bins: BinOptions
  @OptionGroup(title: "Augmentation") var augmentation: AugmentationOptions

  @OptionGroup(title: "Interruption") var interruption: CheckpointOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    try sets.validateNegatives(hasBackground: genome.background != nil)
    guard 0 < pvalueThreshold, pvalueThreshold < 1 else {
      throw ValidationError("--pvalue-threshold lies between 0 and 1")
    }
    if !sets.tasks.isEmpty {
      guard label == nil else { throw ValidationError("with --task, labels are given there") }
      guard trials.trials == nil else { throw ValidationError("--trials does not go with --task") }
    }
    guard nullWindows >= 1000 else { throw ValidationError("--null-windows is at least 1000") }
  }

  private var files: RunFiles {
    RunFiles(
      read: inputs,
      written: outputs + [interruption.checkpoint])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, files: files) { context in
      try await command.train(context)
    }
  }

  private func train(_ context: CommandContext) async throws -> ExitStatus {
    for output in outputs {
      try OutputFile.checkWritable(output, replaceExisting: shared.force)
    }
    try interruption.checkWritable(replaceExisting: shared.force)
    record(context)
    let usual = sets.stretches == nil ? "conv-blstm" : "conv-blstm-bins"
    let architecture = try NamedArchitecture.architecture(
      optimisation.architecture ?? usual, wordLength: kmers.length)
    guard sets.tasks.isEmpty else { return try await trainTasks(architecture, context) }
    let sets = try readSets(context)
    if let table = self.sets.writeSet {
      try sets.write(to: table, replaceExisting: shared.force)
    }
    guard !self.sets.dryRun else { return .success }
    let plan = try await searched(plan(architecture, files: sets.files), sets, context)
    let progress = MemberProgress(
      epochs: plan.settings.epochs, examples: sets.exampleCount, context: context)
    let training = BindingTraining(plan, threads: context.threadCount)
    let file = try await training(
      training: sets.training, validation: sets.validation, report: progress.take)
    progress.finish()
    try context.cancellation.check()
    try write(file, to: model.output, context)
    return .success
  }

  /// One network for several factors, and a model of each.
  private func trainTasks(
    _ architecture: NetworkArchitecture, _ context: CommandContext
  ) async throws -> ExitStatus {
    let sets = try TaskSets(
      sets, genome, window: optimisation.window, seed: shared.seed, context.diagnostics
    ) { _ in try context.cancellation.check() }
    guard !self.sets.dryRun else { return .success }
    let tasks = try sets.tasks(named: model.modelName)
    let plan = try plan(architecture, files: [])
    let progress = MemberProgress(
      epochs: plan.settings.epochs, examples: sets.exampleCount, context: context)
    let files = try await TaskTraining(plan, threads: context.threadCount)(
      tasks, report: progress.take)
    progress.finish()
    try context.cancellation.check()
    for (option, file) in zip(sets.options, files) {
      try write(file, to: option.output(model.output), context)
    }
    return .success
  }

  /// What is trained on, and what will be written, for the manifest.
  private func record(_ context: CommandContext) {
    let inputs = Manifest.files(inputs, areHashed: shared.hasManifest)
    context.record { manifest in
      manifest.inputs = inputs
      manifest.outputs = sets.dryRun ? [sets.writeSet].compactMap { $0 } : outputs
    }
  }

  private func write(_ file: ModelFile, to path: String, _ context: CommandContext) throws {
    try file.write(to: path)
    let models = Manifest.files([path], areHashed: shared.hasManifest).map {
      Manifest.Model(name: file.name, file: $0)
    }
    context.record { $0.models += models }
  }

  /// All files that the command reads.
  private var inputs: [String] {
    sets.allFiles + [genome.genome, genome.blacklist].compactMap { $0 } + kmers.files
      + NamedArchitecture.files(optimisation.architecture)
  }

  /// All files that the command makes but for checkpoints.
  private var outputs: [String] {
    let models = sets.tasks.isEmpty ? [model.output] : sets.tasks.map { $0.output(model.output) }
    return models + [sets.writeSet, trials.trialsTable].compactMap { $0 }
  }

  /// What is trained and how, as the options have it.
  ///
  /// - Parameter files: those the examples come from.
  private func plan(
    _ architecture: NetworkArchitecture, files: [String]
  ) throws -> BindingTraining.Plan {
    var plan = BindingTraining.Plan(
      name: model.modelName, label: label ?? model.modelName,
      architecture: architecture,
      provenance: ModelProvenance(
        licence: model.licence, sources: try (files + kmers.files).map { try .init(file: $0) },
        trainingCommand: CommandText.portable(program: "bioseq"), seed: shared.seed))
    plan.organism = organism
    plan.assay = assay
    plan.settings = optimisation.settings(seed: shared.seed)
    plan.encoding = try kmers.encoding(for: architecture)
    plan.wordVectors = try kmers.wordVectors(for: architecture)
    plan.pretrainingSequences = try kmers.pretrainingSequences(seed: shared.seed)
    plan.augmentation = augmentation.augmentation(isShuffled: sets.shuffle != nil)
    plan.pValueThreshold = pvalueThreshold
    plan.nullSampleCount = nullWindows
    plan.members = members.members
    plan.leastAuROC = members.leastAuroc
    plan.checkpoint = interruption.checkpoint
    plan.isResumed = interruption.resume
    return plan
  }

  private func readSets(_ context: CommandContext) throws -> TrainingSets {
    guard let stretches = sets.stretches, case .file(let validation) = sets.validationSource else {
      return try TrainingSets(
        sets, genome, window: optimisation.window, seed: shared.seed, context.diagnostics
      ) { _ in try context.cancellation.check() }
    }
    return try TrainingSets(
      stretches: stretches, validation: validation, chunk: bins.chunk, context: bins.context,
      window: bins.site, context.diagnostics)
  }

  /// The plan with the best hyper-parameters of the trials, if there are any.
  private func searched(
    _ plan: BindingTraining.Plan, _ sets: TrainingSets, _ context: CommandContext
  ) async throws -> BindingTraining.Plan {
    guard let count = trials.trials else { return plan }
    let epochs = trials.epochs(of: plan.settings.epochs)
    let search = TrialSearch(plan, epochs: epochs, threads: context.threadCount)
    let (done, best) = try await search(
      count, training: sets.training, validation: sets.validation
    ) { trial in
      context.diagnostics.note(
        "trial \(trial.number) of \(count): "
          + (trial.auPRC.map { "validation auPRC \(($0 * 1e4).rounded() / 1e4)" }
            ?? "failed: \(trial.problem ?? "")"))
    }
    if let table = trials.trialsTable {
      try TrialTable.write(done, to: table, replaceExisting: shared.force)
    }
    if let summary = best.search {
      context.diagnostics.note("training with the choices of trial \(summary.bestTrial)")
    }
    return best
  }
}
