internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import SequenceIO

/// Scans one input, or a shard of it, with a journal: the windows that no run before did go into it, and once
/// all are done the results are made from it alone. A run may end anywhere; the next goes on.
struct ResumableScan {
  let model: BindingModel
  let settings: ScanSettings
  let calling: ThresholdOptions
  /// Nil for the whole input.
  let shard: ShardNumber?
  let holdsTrack: Bool
  /// What the journal says of the outputs.
  let outputs: [String]
  let replaceExisting: Bool
  let context: CommandContext

  /// - Parameters:
  ///   - path: the input.
  ///   - checkOutputs: fails now where outputs could not be written later; called with whether
  ///     those that exist may be replaced.
  ///   - writeResults: makes the results; called with whether outputs may be replaced.
  func callAsFunction(
    _ path: String, journal journalPath: String, checkOutputs: (Bool) throws -> Void,
    writeResults: (ScanJournal, Bool) throws -> Void
  ) async throws {
    guard let stamp = FileStamp(path: path) else {
      // What does not exist or cannot be read is told of in the words of a scan.
      _ = try open(path)
      throw ShardScanError.notAFile(input: path, option: "--resume")
    }
    // Without a journal nothing there is this run's own.
    if FileStamp(path: journalPath) == nil { try checkOutputs(replaceExisting) }
    let threshold = calling.threshold(for: model)
    let journal = try ScanJournal(
      Journal(
        path: journalPath, program: "bioseq", header: header(path, stamp, threshold),
        checkpoints: context.checkpoints),
      model: model, threshold: threshold, holdsTrack: holdsTrack)
    do {
      if !journal.isComplete {
        if journal.isResumed { tell(journal.position) }
        try await scan(path, journal)
        guard FileStamp(path: path) == stamp else {
          throw ShardScanError.inputChanged(input: path)
        }
        try journal.complete()
      }
    } catch {
      // The first error is the one to tell.
      try? journal.save()
      throw error
    }
    try TemporaryFiles.$isResumable.withValue(true) { try writeResults(journal, true) }
    journal.remove()
  }

  private func scan(_ path: String, _ journal: ScanJournal) async throws {
    let cancellation = context.cancellation
    if shard != nil, journal.survey == nil {
      try journal.record(InputSurvey(open(path)) { try cancellation.check() })
    }
    let shard = shard ?? .whole
    let size = journal.survey?.bases ?? 0
    let progress = context.progress(
      total: journal.survey.map { $0.bases / Int64(shard.count) } ?? InputSize.bases(path),
      quantity: .bases)
    defer { progress.finish() }
    let input = ShardedSequences(
      try open(path), plan: ShardPlan(shard, totalBases: size), contract: model.contract,
      from: journal.position, willRead: { try cancellation.check() })
    let scan = SequenceScan(model, settings: settings, threads: context.threadCount)
    let counted = CountedInput(input, progress: progress, cancellation: cancellation)
    let wants: SequenceScan.ChunkChoice = { _, chunk in input.holds(chunk.lowerBound) }
    try await scan.run(counted, wants: wants) { windows in
      try cancellation.check()
      try journal.take(windows)
    }
  }

  private func open(_ path: String) throws -> any SequenceSource {
    switch try SequenceInput.open(path: path) {
    case .sequences(let source): return source
    case .alignments: throw ShardScanError.reads(input: path)
    }
  }

  private func header(
    _ path: String, _ stamp: FileStamp, _ threshold: CallThreshold
  ) -> ScanJournalHeader {
    ScanJournalHeader(
      version: Version.current, instructionSet: InstructionSet.current.rawValue,
      inputName: path.split(separator: "/").last.map(String.init) ?? path,
      input: stamp, model: model.name, modelSHA256: model.sha256 ?? "",
      window: model.contract.window, settings: settings, threshold: threshold,
      maximumGap: calling.maxGap, minimumLength: calling.minLength, shard: shard,
      holdsTrack: holdsTrack, outputs: outputs)
  }

  private func tell(_ position: ScanPosition) {
    context.diagnostics.note(
      "going on from the journal: \(position.sequenceIndex) sequences are done, and "
        + "\(position.offset) bases of the next")
  }
}
