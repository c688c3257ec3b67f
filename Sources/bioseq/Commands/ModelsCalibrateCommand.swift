internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import SequenceIO
internal import UserFacing

struct ModelsCalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit a model's statistics to another genome or to other labelled sequences.",
    discussion: """
      With --background, p-values: the null distributions, one for each stratum of G+C content, are \
      fitted again on random windows of a genome, shuffled or as they are. With labelled sequences, \
      probabilities. Weights, self-test and provenance stay as they are; the new file notes what was \
      fitted on which files.
      """)

  enum BackgroundKind: String, ExpressibleByArgument, CaseIterable {
    /// Dinucleotide shuffles of the windows: no sites but those of chance.
    case shuffled
    /// The windows themselves, sites included.
    case genomic
  }

  @Argument(help: "Name or path of a model.", completion: .file()) var model: String
  @OptionGroup var folder: ModelFolderOptions

  @Option(
    help: ArgumentHelp("Genome to take background windows from.", valueName: "fasta"),
    completion: .file())
  var background: String?

  @Option(help: "Windows of the background are shuffled by dinucleotides, or taken as they are.")
  var backgroundKind = BackgroundKind.shuffled

  @Option(help: ArgumentHelp("Background windows to score.", valueName: "n"))
  var windows = BindingTraining.Plan.defaultNullSampleCount

  @Option(help: ArgumentHelp("Bound sequences.", valueName: "file"), completion: .file())
  var positives: [String] = []

  @Option(help: ArgumentHelp("Unbound sequences.", valueName: "file"), completion: .file())
  var negatives: [String] = []

  @Option(
    help: ArgumentHelp("Table of sequences labelled 0 or 1.", valueName: "file"),
    completion: .file())
  var examples: [String] = []

  @Option(
    name: [.short, .long], help: ArgumentHelp("Model file to write.", valueName: "model"),
    completion: .file())
  var output: String

  @OptionGroup(title: "Shared") var shared: SharedOptions

  /// Fewer of a class give no calibration worth having.
  private static let fewestOfAClass = 20
  private static let fewestWindows = 1000

  private var isLabelled: Bool { !examples.isEmpty || !positives.isEmpty }

  mutating func validate() throws {
    guard positives.isEmpty == negatives.isEmpty else {
      throw ValidationError("--positives and --negatives go together")
    }
    guard background != nil || isLabelled else {
      throw ValidationError("give --background, --positives and --negatives, or --examples")
    }
    guard background != "-" else {
      throw ValidationError("the background is read twice; give a file, not standard input")
    }
    guard windows >= Self.fewestWindows else {
      throw ValidationError("--windows is at least \(Self.fewestWindows)")
    }
  }

  private var files: RunFiles {
    RunFiles(
      read: [model] + [background].compactMap { $0 } + positives + negatives + examples,
      written: [output])
  }

  func run() async throws {
    let command = self
    try await CommandRun(program: "bioseq", options: shared, files: files) { context in
      try await command.calibrate(context)
    }
  }

  private func calibrate(_ context: CommandContext) async throws -> ExitStatus {
    try OutputFile.checkWritable(output, replaceExisting: shared.force)
    let model = try BindingModel(readingFrom: folder.locator.path(of: model))
    let finishing = ModelFinishing(
      model.scorer, seed: shared.seed, threads: context.threadCount)
    var file = model.file
    if let background {
      try await fitNull(background, model, finishing, &file, context)
    }
    if isLabelled { try await fitCalibration(model, finishing, &file, context) }
    try context.cancellation.check()
    _ = try BindingModel(file)
    try file.write(to: output)
    let inputs = Manifest.files(
      [background].compactMap { $0 } + positives + negatives + examples,
      areHashed: shared.hasManifest)
    context.record { manifest in
      manifest.inputs = inputs
      manifest.outputs = [output]
      manifest.models = [
        Manifest.Model(
          name: model.name, file: Manifest.File(path: model.path, sha256: model.sha256))
      ]
    }
    return .success
  }

  private func fitNull(
    _ path: String, _ model: BindingModel, _ finishing: ModelFinishing, _ file: inout ModelFile,
    _ context: CommandContext
  ) async throws {
    // Models of bins are given stretches as long as the chunks they walk a genome in.
    let length = model.contract.bins?.chunk ?? model.contract.window
    let scoresOfOne = model.contract.bins.map { $0.chunk / $0.bin } ?? 1
    let sample = try sampleWindows(
      of: path, length: length, capacity: (windows + scoresOfOne - 1) / scoresOfOne, context)
    let isShuffled = backgroundKind == .shuffled
    let available = sample.count * scoresOfOne
    let count = isShuffled ? windows : min(windows, available)
    guard available >= (isShuffled ? 1 : Self.fewestWindows) else {
      throw BindingSitesError.unusableExamples(
        problem: "\(path.quotedInput) holds \(sample.count) stretches of \(length) known bases",
        remedy: "give a longer genome")
    }
    var next = 0
    let drawShuffle = ModelFinishing.shuffles(of: sample)
    let null = try await finishing.null(of: count, scoresOfOne: scoresOfOne) { generator in
      defer { next += 1 }
      return isShuffled ? drawShuffle(&generator) : sample[next]
    }
    try file.refit(
      null,
      ModelRefit(
        part: .null, sources: [try ModelProvenance.Source(file: path)],
        method: isShuffled
          ? "dinucleotide shuffles of random windows" : "random windows as they are",
        count: count, seed: shared.seed))
    context.diagnostics.note(
      "null distribution fitted on \(count) \(isShuffled ? "shuffled " : "")"
        + "\(model.contract.scoredUnits) of "
        + path.quotedInput
        + (null.nulls.count > 1 ? ", in \(null.nulls.count) strata of G+C content" : ""))
  }

  private func sampleWindows(
    of path: String, length: Int, capacity: Int, _ context: CommandContext
  ) throws -> [[UInt8]] {
    guard case .sequences(let source) = try SequenceInput.open(path: path) else {
      throw BindingSitesError.unusableExamples(
        problem: "\(path.quotedInput) holds aligned reads", remedy: "give a genome as FASTA")
    }
    let progress = context.progress(total: InputSize.bases(path), quantity: .bases)
    defer { progress.finish() }
    var reservoir = WindowReservoir(window: length, capacity: capacity, seed: shared.seed)
    while let chunk = try source.next() {
      try context.cancellation.check()
      reservoir.take(chunk)
      progress.advance(by: Int64(chunk.codes.count))
    }
    return reservoir.windows
  }

  private func fitCalibration(
    _ model: BindingModel, _ finishing: ModelFinishing, _ file: inout ModelFile,
    _ context: CommandContext
  ) async throws {
    let sequences =
      try positives.flatMap { try SequenceTable.read(path: $0) }.map { $0.labelled(true) }
      + negatives.flatMap { try SequenceTable.read(path: $0) }.map { $0.labelled(false) }
      + examples.flatMap { try readLabelled($0) }
    let set = try ExampleSet(sequences, window: model.contract.window)
    try set.requireClasses(atLeast: Self.fewestOfAClass)
    for remark in set.remarks { context.diagnostics.note(remark) }
    let (fit, _) = try await finishing.calibration(on: set.examples)
    try file.refit(
      fit,
      ModelRefit(
        part: .calibration,
        sources: try (positives + negatives + examples).map { try .init(file: $0) },
        method: fit.check.method.rawValue, count: set.examples.count, seed: shared.seed))
    var error = ""
    if let mean = fit.check.meanError, let chance = fit.check.meanErrorByChance {
      error =
        "; expected calibration error of each half with the fit to the other: "
        + "\(rounded(mean)), by chance alone \(rounded(chance))"
    }
    context.diagnostics.note(
      "calibration (\(fit.check.method.rawValue)) fitted on \(set.positiveCount) bound and "
        + "\(set.negativeCount) unbound sequences" + error)
  }

  /// To four places.
  private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }

  private func readLabelled(_ path: String) throws -> [LabelledSequence] {
    let read = try SequenceTable.read(path: path)
    guard read.allSatisfy({ $0.isBound != nil }) else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "the sequences have no labels",
        remedy: "add a column \"label\" with 0 or 1")
    }
    return read
  }
}
