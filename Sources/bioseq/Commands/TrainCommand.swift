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

  enum Shuffling: String, ExpressibleByArgument, CaseIterable {
    case dinucleotide
  }

  @Option(help: ArgumentHelp("Bound sequences.", valueName: "file"), completion: .file())
  var positives: [String] = []

  @Option(help: ArgumentHelp("Unbound sequences.", valueName: "file"), completion: .file())
  var negatives: [String] = []

  @Option(
    help: ArgumentHelp("Table of sequences labelled 0 or 1.", valueName: "file"),
    completion: .file())
  var examples: [String] = []

  @Option(
    help: ArgumentHelp(
      "Table of stretches with a target for each bin, for a model of bins.", valueName: "file"),
    completion: .file())
  var stretches: String?

  @Option(help: "Make unbound sequences by shuffling the bound ones anew each epoch.")
  var shuffle: Shuffling?

  @Option(
    help: ArgumentHelp(
      "Labelled table to validate on, or the share of the examples to set aside.",
      valueName: "file|fraction"), completion: .file())
  var validation = "0.1"

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

  @OptionGroup(title: "Network and optimisation") var optimisation: OptimisationOptions
  @OptionGroup(title: "Averaging") var members: MemberOptions
  @OptionGroup(title: "Models of bins") var bins: BinOptions
  @OptionGroup(title: "Augmentation") var augmentation: AugmentationOptions

  @OptionGroup(title: "Interruption") var interruption: CheckpointOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    guard [!positives.isEmpty, !examples.isEmpty, stretches != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("give one of --positives, --examples and --stretches")
    }
    if stretches != nil {
      guard negatives.isEmpty, shuffle == nil else {
        throw ValidationError("--stretches holds what is unbound already")
      }
      guard Double(validation) == nil else {
        throw ValidationError(
          "--stretches needs a table of sequences labelled 0 or 1: --validation")
      }
    }
    guard negatives.isEmpty || examples.isEmpty else {
      throw ValidationError("--examples holds the unbound sequences already")
    }
    if !positives.isEmpty, negatives.isEmpty, shuffle == nil {
      throw ValidationError("give --negatives or --shuffle dinucleotide")
    }
    if let fraction = Double(validation), !(0.01...0.5).contains(fraction) {
      throw ValidationError("--validation as a share lies between 0.01 and 0.5")
    }
    guard 0 < pvalueThreshold, pvalueThreshold < 1 else {
      throw ValidationError("--pvalue-threshold lies between 0 and 1")
    }
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared) { context in
      try await command.train(context)
    }
  }

  private func train(_ context: CommandContext) async throws -> ExitStatus {
    try model.checkWritable(replaceExisting: shared.force)
    try interruption.checkWritable()
    let usual = stretches == nil ? "conv-blstm" : "conv-blstm-bins"
    let architecture = try NamedArchitecture.architecture(optimisation.architecture ?? usual)
    let sets = try readSets()
    for remark in sets.remarks { context.diagnostics.note(remark) }
    var plan = BindingTraining.Plan(
      name: model.modelName, label: label ?? model.modelName,
      architecture: architecture,
      provenance: ModelProvenance(
        licence: model.licence, sources: try sets.files.map { try .init(file: $0) },
        trainingCommand: CommandText.portable(program: "bioseq"), seed: shared.seed))
    plan.organism = organism
    plan.assay = assay
    plan.settings = optimisation.settings(seed: shared.seed)
    plan.augmentation = augmentation.augmentation(isShuffled: shuffle != nil)
    plan.pValueThreshold = pvalueThreshold
    plan.members = members.members
    plan.leastAuROC = members.leastAuroc
    plan.checkpoint = interruption.checkpoint
    plan.isResumed = interruption.resume
    let progress = MemberProgress(
      epochs: plan.settings.epochs, examples: sets.exampleCount, context: context)
    let training = BindingTraining(plan, threads: context.threadCount)
    let file = try await training(
      training: sets.training, validation: sets.validation, report: progress.take)
    progress.finish()
    try context.cancellation.check()
    try file.write(to: model.output)
    context.record { $0.outputs = [model.output] }
    return .success
  }

  private func readSets() throws -> TrainingSets {
    guard let stretches else {
      return try TrainingSets(
        positives: positives, negatives: negatives, examples: examples, validation: validation,
        isShuffled: shuffle != nil, window: optimisation.window, seed: shared.seed)
    }
    return try TrainingSets(
      stretches: stretches, validation: validation, chunk: bins.chunk, context: bins.context,
      window: bins.site)
  }
}
