internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on recordings of known rhythm.",
    discussion: """
      The reference lists recordings and labels N, A, O or ~, as \"A00001,N\". The model holds all \
      that is needed to use it: signal contract, calibration, figures on the validation and test \
      sets, self-test. Recordings of the same signal stay in one set. The same files, options and \
      seeds give the same bytes, whatever the threads.
      """)

  enum Scaling: String, ExpressibleByArgument, CaseIterable {
    case millivolts
    case record
  }

  @Argument(
    help: ArgumentHelp("Recordings, or folders of them.", valueName: "path"), completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp("Table of names and labels; - for standard input.", valueName: "file"),
    completion: .file())
  var reference: String

  @OptionGroup(title: "Model") var model: NewModelOptions

  @Option(
    help: ArgumentHelp("The lead, by name or number from 0. (default: 0)", valueName: "lead"))
  var lead: String?

  @Option(
    help: "Divide amplitudes by the training set's mean deviation, or each record by its own.")
  var scaling = Scaling.millivolts

  @Flag(
    help: "Let the model average its answers to a signal and its negative, also when validating.")
  var averagePolarity = false

  @OptionGroup(title: "Sets") var sets: RhythmSetOptions
  @OptionGroup(title: "Network and optimisation") var optimisation: RhythmOptimisationOptions
  @OptionGroup(title: "Augmentation") var augmentation: RhythmAugmentationOptions

  @OptionGroup(title: "Interruption") var interruption: CheckpointOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("give recordings or a folder of them") }
  }

  private var files: RunFiles {
    RunFiles(
      read: paths + [reference],
      written: [model.output, interruption.checkpoint])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "ecg", options: shared, files: files) { context in
      try await command.train(context)
    }
  }

  private func train(_ context: CommandContext) async throws -> ExitStatus {
    try model.checkWritable(replaceExisting: shared.force)
    try interruption.checkWritable(replaceExisting: shared.force)
    let architecture = try NamedRhythmArchitecture.architecture(optimisation.architecture)
    let reference = try RhythmReference(readingFrom: reference)
    let data = try await RhythmSets(
      paths, reference, lead: lead,
      scaling: scaling == .record ? .record : .millivolts, sets, context)
    for remark in data.remarks { context.diagnostics.note(remark) }
    var contract = data.contract
    contract.averagesPolarity = averagePolarity
    var plan = RhythmTraining.Plan(
      name: model.modelName, architecture: architecture, contract: contract,
      provenance: model.provenance(
        reference: reference.source, recordings: data.source, program: "ecg", seed: shared.seed))
    plan.settings = optimisation.settings(seed: shared.seed)
    plan.augmentation = augmentation.augmentation
    plan.classWeights = optimisation.classWeights(for: data.split.training)
    plan.labelSmoothing = optimisation.labelSmoothing
    plan.metric = optimisation.validationMetric
    plan.checkpoint = interruption.checkpoint
    plan.isResumed = interruption.isResumed
    let progress = TrainingProgress(
      epochs: plan.settings.epochs, examples: data.split.training.count, quantity: .records,
      metric: plan.metric == .f1 ? "mean F1" : "log likelihood", context: context)
    let file = try await RhythmTraining(plan, threads: context.threadCount)(
      data.split, report: progress.take)
    progress.finish()
    try context.cancellation.check()
    try file.write(to: model.output)
    context.record { $0.outputs = [model.output] }
    return .success
  }
}
