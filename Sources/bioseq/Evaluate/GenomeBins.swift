internal import BindingSites
internal import CommandSupport
internal import GenomicRegions
internal import RecurrentCore
internal import SequenceIO
internal import UserFacing

/// The bins of a genome with their labels, to measure models on.
struct GenomeBins {
  let labels: BinLabels
  let rule: BinRule
  private let genome: IndexedFASTA
  private let regions: RegionSet?

  /// Reads peaks and regions; nil where no genome is asked for.
  ///
  /// Throws what reading gave, and `badTable` for peaks none of which lies on a contig of the genome.
  init?(_ options: GenomeBinOptions, _ diagnostics: Diagnostics) throws {
    guard let path = options.genome, let peakPath = options.peaks else { return nil }
    let genome = try IndexedFASTA.genome(path: path)
    let contigs = genome.contigs
    let peaks = try Self.peaks(peakPath, contigs, diagnostics)
    let ambiguous =
      try options.ambiguousPeaks.map { try Self.peaks($0, contigs, diagnostics) } ?? []
    let blacklist = try options.blacklist.map { try BEDFile.regions(path: $0) }
    regions = try options.regions.map { path in
      try RegionQuery(targets: BEDFile.regions(path: path)).resolved(in: contigs)
    }
    if let blacklist,
      let warning = ContigNames.warning(of: blacklist, role: "the blacklist", contigs)
    {
      diagnostics.warning(warning)
    }
    self.genome = genome
    rule = options.binRule
    labels = BinLabels(
      tiling: BinTiling(size: options.bin, step: options.binStep), rule: options.binRule,
      peaks: peaks,
      ambiguous: ambiguous, blacklist: blacklist, regions: regions)
  }

  /// Scans the genome with a model.
  ///
  /// Throws what the scan throws, and `unusableExamples` unless there are bins of both kinds.
  func evaluate(
    _ model: any SiteModel, _ settings: ScanSettings, _ context: CommandContext
  ) async throws -> (evaluation: BinaryEvaluation, counts: BinEvaluation.Counts) {
    var bins = BinEvaluation(
      labels, contigs: genome.contigs, probability: model.probability(ofLogit:))
    let progress = context.progress(
      total: regions?.totalLength ?? genome.contigs.contigs.reduce(0) { $0 + $1.length },
      quantity: .bases)
    defer { progress.finish() }
    let input = CountedInput(
      StreamedSequences(try source(margin: model.contract.regionMargin)), progress: progress,
      cancellation: context.cancellation)
    let scan = SequenceScan(model.scorer, settings: settings, threads: context.threadCount)
    try await scan.run(input) { windows in
      try context.cancellation.check()
      bins.take(windows)
    }
    guard let evaluation = bins.evaluation, evaluation.positives > 0, evaluation.negatives > 0
    else {
      throw BindingSitesError.unusableExamples(
        problem: "\(bins.counts.bound) bound and \(bins.counts.unbound) unbound bins are left",
        remedy: "check that peaks, regions and genome are of one assembly")
    }
    return (evaluation, bins.counts)
  }

  private func source(margin: Int64) throws -> any SequenceSource {
    guard let regions else { return try SequenceReader(path: genome.path) }
    return try RegionReader(
      path: genome.path, query: RegionQuery(targets: regions, margin: margin))
  }

  private static func peaks(
    _ path: String, _ contigs: ContigDictionary, _ diagnostics: Diagnostics
  ) throws -> [PeakRecord] {
    let file = try PeakFile(path: path)
    let known = file.peaks.filter { contigs.index(of: $0.interval.contig) != nil }
    guard !known.isEmpty else {
      let names = Set(file.peaks.map(\.interval.contig)).sorted()
      throw BindingSitesError.badTable(
        path: path, line: nil,
        problem: file.peaks.isEmpty
          ? "the file holds no region" : "no peak lies on a contig of the genome",
        remedy: file.peaks.isEmpty
          ? "give BED or narrowPeak with a line for each peak"
          : ContigNames.remedy(for: names, contigs))
    }
    if known.count < file.peaks.count {
      diagnostics.warning(
        "\(path.quotedInput): \(file.peaks.count - known.count) of \(file.peaks.count) peaks lie on "
          + "contigs that the genome lacks, and count for nothing")
    }
    return known
  }
}
