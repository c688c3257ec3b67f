internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on bound and unbound sequences.",
    discussion: """
      Sequence files are FASTA, or delimited text with a column of sequences (and, with --examples, \
      one of labels 0 and 1). The model holds all that is needed to use it: window, calibration, \
      null distribution, validation figures, self-test. The same files, options and seed give the \
      same bytes, whatever the threads.
      """)

  enum Shuffling: String, ExpressibleByArgument, CaseIterable {
    case dinucleotide
  }

  @Option(help: ArgumentHelp("Bound sequences.", valueName: "file"))
  var positives: [String] = []

  @Option(help: ArgumentHelp("Unbound sequences.", valueName: "file"))
  var negatives: [String] = []

  @Option(help: ArgumentHelp("Table of sequences labelled 0 or 1.", valueName: "file"))
  var examples: [String] = []

  @Option(help: "Make unbound sequences by shuffling the bound ones anew each epoch.")
  var shuffle: Shuffling?

  @Option(
    help: ArgumentHelp(
      "Labelled table to validate on, or the share of the examples to set aside.",
      valueName: "file|fraction"))
  var validation = "0.1"

  @Option(name: [.short, .long], help: ArgumentHelp("Model file to write.", valueName: "model"))
  var output: String

  @Option(help: ArgumentHelp("Name of the model. (default: the file's)", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("What a site is reported as. (default: the name)", valueName: "label"))
  var label: String?

  @Option(help: ArgumentHelp("Licence of the model, an SPDX expression.", valueName: "licence"))
  var licence = "Apache-2.0"

  @Option(
    help: ArgumentHelp(
      "Windows up to this p-value are called by scan where nothing else is asked for.",
      valueName: "p"))
  var pvalueThreshold = 1e-4

  @OptionGroup(title: "Network and optimisation") var optimisation: OptimisationOptions
  @OptionGroup(title: "Augmentation") var augmentation: AugmentationOptions

  @Option(
    help: ArgumentHelp("Save the state of training here after each epoch.", valueName: "file"))
  var checkpoint: String?

  @Flag(help: "Go on from the checkpoint if there is one.")
  var resume = false

  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    guard positives.isEmpty != examples.isEmpty else {
      throw ValidationError("give either --positives or --examples")
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
    if resume, checkpoint == nil { throw ValidationError("--resume needs --checkpoint") }
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared) { context in
      try await command.train(context)
    }
  }

  private func train(_ context: CommandContext) async throws -> ExitStatus {
    // Before hours of work, not after them.
    try OutputFile.checkWritable(output, replaceExisting: shared.force)
    if let checkpoint { try OutputFile.checkWritable(checkpoint, replaceExisting: true) }
    let architecture = try NamedArchitecture.architecture(optimisation.architecture)
    let sets = try TrainingSets(
      positives: positives, negatives: negatives, examples: examples, validation: validation,
      isShuffled: shuffle != nil, window: optimisation.window, seed: shared.seed)
    for remark in sets.remarks { context.diagnostics.note(remark) }
    let fileName = output.split(separator: "/").last.map(String.init) ?? output
    let name = name ?? fileName.replacing(".safetensors", with: "")
    var plan = BindingTraining.Plan(
      name: name, label: label ?? name,
      architecture: architecture,
      provenance: ModelProvenance(
        licence: licence, sources: try sets.files.map { try .init(file: $0) },
        trainingCommand: CommandText.portable(program: "bioseq"), seed: shared.seed))
    plan.settings = optimisation.settings(seed: shared.seed)
    plan.augmentation = augmentation.augmentation(isShuffled: shuffle != nil)
    plan.pValueThreshold = pvalueThreshold
    plan.checkpoint = checkpoint
    plan.isResumed = resume && checkpoint.map(FileManager.default.fileExists(atPath:)) ?? false
    let progress = TrainingProgress(epochs: plan.settings.epochs, context: context)
    let training = BindingTraining(plan, threads: context.threadCount)
    let model = try await training(
      training: sets.training, validation: sets.validation, report: progress.take)
    progress.finish()
    try context.cancellation.check()
    try model.write(to: output)
    context.record { $0.outputs = [output] }
    return .success
  }
}
