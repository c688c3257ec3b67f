internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import GenomicRegions
internal import RecurrentCore
internal import ResultsExport
internal import SequenceIO
internal import UserFacing

struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Find binding sites in genomes and reads.",
    discussion: """
      Inputs are FASTA, FASTQ, SAM, BAM or CRAM, plain, gzip or BGZF, told apart by content; - is \
      standard input. Models of windows score one every --stride bases; those that pass the threshold \
      and touch are joined to peaks. Models of bins walk each sequence once, and a site is called around \
      each bin that passes and that none in its neighbourhood exceeds. With --motif, sites of a motif \
      instead, by exact p-values on independent bases. Positions of results are 0-based half-open in BED, \
      narrowPeak, bedGraph and TSV, 1-based inclusive in GFF3 and in -r.
      """)

  /// How a model meets a sequence.
  enum Mode: String, ExpressibleByArgument, CaseIterable {
    /// Every window starts from nothing, as in training.
    case window
    /// Each direction of the network walks the sequence once and gives a value for every few bases.
    case dense
  }

  @Argument(help: ArgumentHelp("Sequence files.", valueName: "input"), completion: .file())
  var inputs: [String]

  @Option(
    help: """
      How sequences are walked: each window by itself, or all at once with a value for every few bases. \
      (default: the model's, which has one of the two)
      """)
  var mode: Mode?

  @OptionGroup(title: "Models") var models: ModelOptions
  @OptionGroup(title: "Motifs") var motifs: MotifOptions
  @OptionGroup(title: "Regions and reads") var selection: SelectionOptions
  @OptionGroup(title: "Scanning") var scanning: ScanningOptions
  @OptionGroup(title: "Calling") var calling: ThresholdOptions
  @OptionGroup(title: "Results") var outputs: OutputOptions

  @Flag(help: ArgumentHelp("Index BGZF outputs (.tbi, or .csi for contigs from 2^29 bases)."))
  var writeIndex = false

  @OptionGroup(title: "Memory") var memory: MemoryOptions
  @OptionGroup(title: "Shards") var sharding: ShardOptions
  @OptionGroup(title: "Resuming") var resuming: ResumeOptions
  @OptionGroup(title: "Summary") var summary: MultiQCOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  mutating func validate() throws {
    if inputs.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("standard input can be read only once")
    }
    for (index, input) in inputs.enumerated() where input != "-" {
      guard !inputs.prefix(index).contains(where: { $0 == input || sameFile($0, input) }) else {
        throw ValidationError("\(input.quoted) is given twice; its sites would be counted twice")
      }
    }
    guard motifs.motif.isEmpty || models.model.isEmpty else {
      throw ValidationError("give --model or --motif")
    }
    guard motifs.motif.isEmpty || (sharding.shard == nil && !resuming.resume) else {
      throw ValidationError("--shard and --resume take a model, not --motif")
    }
    if inputs.contains("-"), models.model.count > 1 {
      throw ValidationError("several models cannot share standard input; give a file")
    }
    if sharding.shard != nil { try validateShard() }
    if resuming.resume { try validateResume() }
  }

  private func validateShard() throws {
    guard inputs.count == 1, models.model.count <= 1 else {
      throw ValidationError("--shard takes one input and one model")
    }
    guard inputs != ["-"] else {
      throw ValidationError("--shard reads its input twice; give a file, not standard input")
    }
    guard selection.region.isEmpty, selection.targetsFile == nil else {
      throw ValidationError("--shard scans whole inputs; leave --region and --targets-file out")
    }
    guard outputs.output.count == 1, outputs.format.isEmpty, !writeIndex else {
      throw ValidationError(
        "--shard writes one shard file, -o; give formats and --write-index to \"bioseq merge\"")
    }
  }

  private var files: RunFiles {
    RunFiles(
      read: inputs + models.model + motifs.motif
        + [selection.targetsFile, selection.reference].compactMap { $0 },
      written: outputs.output + [summary.multiqc])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, files: files) { context in
      try await command.summary.around(
        MultiQCSection.scan, context, replaceExisting: command.shared.force
      ) { try await command.scan(context) }
    }
  }

  private func scan(_ context: CommandContext) async throws -> ExitStatus {
    context.limit(to: resuming.timeLimit)
    if let shard = sharding.shard { return try await scan(shard, context) }
    let plan = try outputs.plan(defaultFormat: AnnotationFormat.tsv, inputs: inputs)
    let models: [any SiteModel] =
      try motifs.motif.isEmpty ? loadModels() : motifs.load(strand: scanning.strand)
    if models.count > 1, inputs.contains("-") { throw BioseqError.inputOfSeveralModels }
    if models.count > 1, let track = plan.outputs.first(where: { $0.format.holdsSignal }) {
      throw BioseqError.trackOfSeveralModels(path: track.path)
    }
    context.record { manifest in
      manifest.inputs = inputs.map { Manifest.File(path: $0) }
      manifest.outputs = plan.outputs.map(\.path)
      manifest.models = models.map {
        Manifest.Model(name: $0.name, file: Manifest.File(path: $0.path, sha256: $0.sha256))
      }
    }
    let bound = try memory.bound(models, context)
    if resuming.resume, let model = models[0] as? BindingModel {
      try await resume(plan, model, bound, context)
      return .success
    }
    let report = try ScanReport(
      plan, isIndexed: writeIndex, replaceExisting: shared.force, label: models[0].contract.label)
    var status = ExitStatus.success
    do {
      for model in models {
        let run = ModelScan(
          model: model, settings: try scanning.settings(for: model),
          threshold: calling.threshold(for: model), maximumGap: calling.maxGap,
          minimumLength: calling.minLength, memory: bound, selection: selection,
          context: context)
        let outcome = try await run(inputs, report)
        if outcome != .success { status = outcome }
      }
      // What lacks an input that was asked for alone is no result.
      if status == .success || status == .someInputsFailed {
        try report.commit(context)
      } else {
        report.discard()
      }
    } catch {
      report.discard()
      throw error
    }
    return status
  }

  private func loadModels() throws -> [BindingModel] {
    // Who asks for windows gets a model of them.
    let isOfWindows = mode == .window || (mode == nil && scanning.stride != nil)
    let models = try self.models.load(
      usual: isOfWindows ? ModelOptions.windowModel : ModelOptions.binModel)
    if let mode {
      for model in models where (model.contract.bins != nil) != (mode == .dense) {
        throw BioseqError.modeOfAnotherModel(model: model.name, mode: mode.rawValue)
      }
    }
    return models
  }

  private func scan(_ shard: ShardNumber, _ context: CommandContext) async throws -> ExitStatus {
    let output = outputs.output[0]
    // Any format: refuses to overwrite the input.
    _ = try OutputPlan<AnnotationFormat>(paths: [output], formats: ["tsv"], defaultFormat: .tsv)
      .refuseInputs(inputs)
    let model = try loadModels()[0]
    context.record { manifest in
      manifest.shard = shard.text
      manifest.inputs = inputs.map { Manifest.File(path: $0) }
      manifest.outputs = [output]
      manifest.models = [
        Manifest.Model(
          name: model.name, file: Manifest.File(path: model.path, sha256: model.sha256))
      ]
    }
    _ = try memory.bound([model], context)
    if resuming.resume {
      try await resume(shard, model, context)
      return .success
    }
    let scan = ShardScan(
      model: model, settings: try scanning.settings(for: model), calling: calling, shard: shard,
      holdsTrack: sharding.keepTrack, context: context)
    try await scan(inputs[0], output: output, replaceExisting: shared.force)
    return .success
  }
}
