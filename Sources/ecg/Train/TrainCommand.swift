internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import FoundationEssentials
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

  @Argument(help: ArgumentHelp("Recordings, or folders of them.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("Table of names and labels.", valueName: "file"))
  var reference: String

  @Option(name: [.short, .long], help: ArgumentHelp("Model file to write.", valueName: "model"))
  var output: String

  @Option(help: ArgumentHelp("Name of the model. (default: the file's)", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Licence of the model, an SPDX expression.", valueName: "licence"))
  var licence = "Apache-2.0"

  @Option(
    help: ArgumentHelp("The lead, by name or number from 0. (default: 0)", valueName: "lead"))
  var lead: String?

  @Option(
    help: "Divide amplitudes by the training set's mean deviation, or each record by its own.")
  var scaling = Scaling.millivolts

  @OptionGroup(title: "Sets") var sets: RhythmSetOptions
  @OptionGroup(title: "Network and optimisation") var optimisation: RhythmOptimisationOptions
  @OptionGroup(title: "Augmentation") var augmentation: RhythmAugmentationOptions

  @Option(
    help: ArgumentHelp("Save the state of training here after each epoch.", valueName: "file"))
  var checkpoint: String?

  @Flag(help: "Go on from the checkpoint if there is one.")
  var resume = false

  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("give recordings or a folder of them") }
    if resume, checkpoint == nil { throw ValidationError("--resume needs --checkpoint") }
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "ecg", options: shared) { context in
      try await command.train(context)
    }
  }

  private func train(_ context: CommandContext) async throws -> ExitStatus {
    // Before hours of work, not after them.
    try OutputFile.checkWritable(output, replaceExisting: shared.force)
    if let checkpoint { try OutputFile.checkWritable(checkpoint, replaceExisting: true) }
    let architecture = try NamedRhythmArchitecture.architecture(optimisation.architecture)
    let table = try RhythmReference(readingFrom: reference)
    let data = try await RhythmSets(
      paths, table, lead: lead, scaling: scaling == .record ? .record : .millivolts,
      validation: sets.validationChoice(), test: sets.testChoice(), splitSeed: sets.splitSeed,
      context)
    for remark in data.remarks { context.diagnostics.note(remark) }
    let fileName = output.split(separator: "/").last.map(String.init) ?? output
    var plan = RhythmTraining.Plan(
      name: name ?? fileName.replacing(".safetensors", with: ""), architecture: architecture,
      contract: data.contract,
      provenance: ModelProvenance(
        licence: licence, sources: [try .init(file: reference)],
        trainingCommand: CommandText.portable(program: "ecg"), seed: shared.seed))
    plan.settings = optimisation.settings(seed: shared.seed)
    plan.augmentation = augmentation.augmentation
    plan.classWeights = optimisation.classWeights(for: data.split.training)
    plan.labelSmoothing = optimisation.labelSmoothing
    plan.metric = optimisation.validationMetric
    plan.checkpoint = checkpoint
    plan.isResumed = resume && checkpoint.map(FileManager.default.fileExists(atPath:)) ?? false
    let progress = RhythmProgress(
      epochs: plan.settings.epochs, recordings: data.split.training.count, context: context)
    progress.start()
    let model = try await RhythmTraining(plan, threads: context.threadCount)(
      data.split, report: progress.take)
    progress.finish()
    try context.cancellation.check()
    try model.write(to: output)
    context.record { $0.outputs = [output] }
    return .success
  }
}
