internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the shards of a scan into the results of the whole scan.",
    discussion: """
      Takes all files that "bioseq scan --shard i/n" wrote for one input, in any order; the results are \
      byte for byte those of one scan without --shard. Threshold and other options are the shards'. \
      Shards that are missing, doubled, damaged or of another run are refused by name.
      """)

  private static let recordsInMemory = 1_000_000

  @Argument(help: ArgumentHelp("Shard files.", valueName: "shard"))
  var shards: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The model of the shards. (default: where it was, or of its name)", valueName: "model"))
  var model: String?

  @OptionGroup var folder: ModelFolderOptions
  @OptionGroup(title: "Results") var outputs: OutputOptions

  @Flag(help: ArgumentHelp("Index BGZF outputs (.tbi, or .csi for contigs from 2^29 bases)."))
  var writeIndex = false

  @OptionGroup(title: "Summary") var summary: MultiQCOptions
  @OptionGroup(title: "Shared") var shared: SharedOptions

  private var files: RunFiles {
    RunFiles(
      read: shards + [model].compactMap { $0 },
      written: outputs.output + [summary.multiqc])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, files: files) { context in
      try await command.summary.around(
        MultiQCSection.scan, context, replaceExisting: command.shared.force
      ) { try await command.merge(context) }
    }
  }

  private func merge(_ context: CommandContext) async throws -> ExitStatus {
    let plan = try outputs.plan(defaultFormat: AnnotationFormat.tsv, inputs: shards)
    let set = try CompleteShards(shards.map { try ShardFile(path: $0) })
    let run = set.first.header.run
    if !run.holdsTrack, let track = plan.outputs.first(where: { $0.format.holdsSignal }) {
      throw ShardScanError.noTrack(output: track.path)
    }
    let model = try loadModel(of: set.first.header)
    context.record { manifest in
      manifest.inputs = set.files.map { Manifest.File(path: $0.path, sha256: $0.sha256) }
      manifest.outputs = plan.outputs.map(\.path)
      manifest.models = [
        Manifest.Model(
          name: model.name, file: Manifest.File(path: model.path, sha256: model.sha256))
      ]
    }
    let report = try ScanReport(
      plan, isIndexed: writeIndex, replaceExisting: shared.force, label: model.contract.label)
    do {
      let collector = collector(model, run, report)
      for file in set.files {
        try file.replay(to: collector) { try context.cancellation.check() }
      }
      try collector.finish()
      try report.commit(context)
      context.tell(of: model, collector)
    } catch {
      report.discard()
      throw error
    }
    return .success
  }

  /// The model named, or the file the shards were made with, or the one of its name.
  private func loadModel(of shard: ShardHeader) throws -> BindingModel {
    let (run, stored) = (shard.run, shard.modelPath)
    let name = model ?? (FileStamp(path: stored) == nil ? run.model : stored)
    let found = try BindingModel(readingFrom: folder.locator.path(of: name))
    guard found.sha256 == run.modelSHA256, found.contract.window == run.window else {
      throw ShardScanError.otherModel(path: found.path, name: run.model)
    }
    return found
  }

  private func collector(
    _ model: BindingModel, _ run: ShardRun, _ report: ScanReport
  ) -> ScanCollector {
    ScanCollector(
      model: model, settings: run.settings, query: nil, report: report,
      caller: SiteCaller(
        model: model, threshold: run.threshold, maximumGap: run.maximumGap,
        minimumLength: run.minimumLength,
        memory: MemoryBound(records: Self.recordsInMemory) { try ScratchOverflow() }))
  }
}
