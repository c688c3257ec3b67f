internal import ArgumentParser
internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

struct CombineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "combine",
    abstract: "Make one model of several: the mean of their outputs.",
    discussion: """
      The models must expect the same signal. The new model is calibrated on the validation set and \
      measured on both sets; sets chosen as for \"ecg train\". Recordings that a member was trained \
      on give figures that flatter: there is a warning. For members trained on different folds give \
      --out-of-fold: then all recordings that are not test calibrate, each judged by the members that \
      had set it aside, and the validation figures are cross-validated.
      """)

  @Argument(
    help: ArgumentHelp("Model files, at least two.", valueName: "model"), completion: .file())
  var models: [String]

  @Option(
    help: ArgumentHelp("Recordings, or folders of them.", valueName: "path"), completion: .file())
  var recordings: [String] = []

  @Option(
    help: ArgumentHelp("Table of names and labels; - for standard input.", valueName: "file"),
    completion: .file())
  var reference: String

  @OptionGroup(title: "Model") var model: NewModelOptions

  @Option(
    help: ArgumentHelp("The lead, by name or number from 0. (default: 0)", valueName: "lead"))
  var lead: String?

  @Flag(
    help: """
      Let the model average its answers to a signal and its negative, so that leads that were swapped \
      change nothing. Classifying takes twice as long.
      """)
  var averagePolarity = false

  @Flag(help: "Calibrate on every recording that a member set aside, judged by those members.")
  var outOfFold = false

  @OptionGroup(title: "Sets") var sets: RhythmSetOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    guard models.count > 1 else { throw ValidationError("give at least two models") }
    guard !recordings.isEmpty else { throw ValidationError("give --recordings") }
  }

  private var files: RunFiles {
    RunFiles(
      read: models + recordings + [reference],
      written: [model.output])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "ecg", options: shared, files: files) { context in
      try await command.combine(context)
    }
  }

  private func combine(_ context: CommandContext) async throws -> ExitStatus {
    try model.checkWritable(replaceExisting: shared.force)
    let members = try models.map { try RhythmModel(readingFrom: $0) }
    let ensemble = try RhythmEnsemble(members, averagesPolarity: averagePolarity)
    let (network, parameters) = try ensemble.network()
    let reference = try RhythmReference(readingFrom: reference)
    let data = try await RhythmSets(
      recordings, reference, lead: lead,
      scaling: .contract(ensemble.contract), sets, context)
    for remark in data.remarks { context.diagnostics.note(remark) }
    let held =
      outOfFold
      ? try await ensemble.outOfFold(
        data.split.training + data.split.validation, threads: context.threadCount) : nil
    if let held, held.recordings.isEmpty {
      throw ArrhythmiaError.unusableExamples(
        problem: "no member set a recording aside",
        remedy: "give the sets the members were trained with, or leave out --out-of-fold")
    }
    if let held {
      context.diagnostics.note(
        "calibrating on \(held.recordings.count) recordings, each by the members that set it aside")
    }
    let validation = held == nil ? data.split.validation : []
    for (name, set) in [("validation", validation), ("test", data.split.test)] {
      let count = ensemble.trainedOn(set)
      if count > 0 {
        context.diagnostics.warning(
          "members were trained on \(count) of the \(set.count) \(name) recordings: "
            + "figures on them flatter")
      }
    }
    let maker = RhythmModelMaker(
      name: model.modelName, contract: ensemble.contract,
      provenance: model.provenance(
        reference: reference.source, recordings: data.source, program: "ecg", seed: shared.seed),
      seed: shared.seed, threads: context.threadCount)
    let file = try await maker(
      network, parameters, validation: held?.recordings ?? data.split.validation,
      validationLogits: held?.logits, test: data.split.test,
      RhythmEnsembleRecord(members, data.split, outOfFold: held?.recordings))
    try context.cancellation.check()
    try file.write(to: model.output)
    context.record { $0.outputs = [model.output] }
    return .success
  }
}
