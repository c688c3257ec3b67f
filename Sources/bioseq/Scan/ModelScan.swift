internal import BindingSites
internal import CommandSupport
internal import FoundationEssentials
internal import GenomicRegions
internal import ResultsExport
internal import SequenceIO
internal import UserFacing

/// Scans all inputs with one model.
struct ModelScan {
  let model: any SiteModel
  let settings: ScanSettings
  let threshold: CallThreshold
  let maximumGap: Int64
  let minimumLength: Int64
  let memory: MemoryBound
  let selection: SelectionOptions
  let context: CommandContext

  /// Writes what is found to a report.
  ///
  /// An input that cannot be used, or that breaks off, is told of and left out as a whole.
  /// - Returns: the status of the inputs: the only one's own, or `someInputsFailed`.
  func callAsFunction(_ inputs: [String], _ report: ScanReport) async throws -> ExitStatus {
    let query = try selection.query(margin: model.contract.regionMargin)
    warnOfMergedTargets(query)
    let scan = SequenceScan(model, settings: settings, threads: context.threadCount)
    let collector = ScanCollector(
      model: model, settings: settings, query: query, report: report,
      caller: SiteCaller(
        model: model, threshold: threshold, maximumGap: maximumGap,
        minimumLength: minimumLength, memory: memory))
    var failures: [any UserFacingError] = []
    for input in inputs {
      do {
        try await run(scan, input, query, collector)
      } catch let error as any UserFacingError where Self.isOfInput(error) {
        context.diagnostics.error(error)
        context.record {
          $0.failures.append(.init(input: input, message: error.diagnosis.line))
        }
        failures.append(error)
      }
    }
    try collector.finish()
    if collector.hasTaken { context.tell(of: model, collector) }
    guard let failure = failures.first else { return .success }
    return failures.count < inputs.count ? .someInputsFailed : failure.diagnosis.exitStatus
  }

  /// Whether an error is one input's own, others unharmed.
  private static func isOfInput(_ error: any UserFacingError) -> Bool {
    error is SequenceIOError || error is BindingSitesError || error is ShardScanError
  }

  private func run(
    _ scan: SequenceScan, _ path: String, _ query: RegionQuery?, _ collector: ScanCollector
  ) async throws {
    // A pipe has none.
    let stamp = FileStamp(path: path)
    let opened = try SequenceInput.open(
      path: path, query: query, alignmentOptions: selection.alignmentOptions)
    let progress = context.progress(
      total: query == nil ? InputSize.bases(path) : nil, quantity: .bases)
    defer { progress.finish() }
    let input: any ScanInput
    var reader: AlignmentReader?
    switch opened {
    case .sequences(let source): input = StreamedSequences(source)
    case .alignments(let alignments):
      if collector.report.wantsTrack { throw BioseqError.trackOfReads(input: path) }
      reader = alignments
      input = AlignedReads(alignments)
    }
    let counted = CountedInput(input, progress: progress, cancellation: context.cancellation)
    try collector.beginInput(path)
    do {
      try await scan.run(counted, wants: wants(query)) { windows in
        try context.cancellation.check()
        try collector.take(windows)
      }
      guard FileStamp(path: path) == stamp else { throw ShardScanError.inputChanged(input: path) }
    } catch let error as any UserFacingError where Self.isOfInput(error) {
      tell(of: counted, path, lastingIn: try collector.withdrawInput())
      throw error
    }
    if let reader { tell(reader.counts, of: path) }
  }

  /// Tells how far an input that broke off was scanned, and what became of that.
  private func tell(of input: CountedInput, _ path: String, lastingIn outputs: [String]) {
    guard input.bases > 0 else {
      context.diagnostics.warning("nothing of \(path.quotedInput) was scanned before it failed")
      return
    }
    context.diagnostics.warning(
      "scanned \(input.bases) bases of \(input.sequences) sequences of \(path.quotedInput), up to "
        + "\(input.place), before it failed; "
        + (outputs.isEmpty
          ? "the results hold nothing of it"
          : "part of it went to \(outputs.map(\.quotedOutput).joined(separator: ", "))"))
  }

  /// The chunks that hold a bin whose site would overlap a region.
  private func wants(_ query: RegionQuery?) -> SequenceScan.ChunkChoice {
    guard let query, let bins = model.contract.bins else { return { _, _ in true } }
    let flank = Int64(bins.flank(window: model.contract.window))
    return { sequence, chunk in
      sequence.read != nil
        || query.overlaps(
          GenomicInterval(
            contig: sequence.name,
            start: GenomicPosition(zeroBased: max(0, chunk.lowerBound - flank)),
            end: GenomicPosition(zeroBased: chunk.upperBound + flank)))
    }
  }

  private func warnOfMergedTargets(_ query: RegionQuery?) {
    guard let summary = query?.targets?.summary else { return }
    if summary.merged > 0 || summary.wasUnsorted {
      context.diagnostics.note(
        "\(summary.given) target regions\(summary.wasUnsorted ? ", not sorted" : ""): "
          + "\(summary.merged) merged with others they overlap or touch")
    }
  }

  private func tell(_ counts: ReadCounts, of path: String) {
    let reasons = [
      (counts.unmapped, "unmapped"), (counts.secondary, "secondary"),
      (counts.supplementary, "supplementary"), (counts.duplicate, "duplicates"),
      (counts.failedQuality, "failed quality checks"), (counts.otherFlags, "other flags"),
      (counts.lowMappingQuality, "low mapping quality"),
      (counts.withoutSequence, "without bases"), (counts.outsideRegions, "outside the regions"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    context.diagnostics.note(
      "\(path.quotedInput): \(counts.delivered) of \(counts.total) reads scanned"
        + (reasons.isEmpty ? "" : "; left out: " + reasons.joined(separator: ", ")))
  }
}
