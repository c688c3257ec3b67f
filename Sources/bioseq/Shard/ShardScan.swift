internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import SequenceIO
internal import UserFacing

/// Scans one shard of an input and writes its shard file.
///
/// The input is read twice: once to count its bases and to hash them, which no index is needed for and
/// which tells shards of different inputs apart, then up to the shard's end.
struct ShardScan {
  let model: BindingModel
  let settings: ScanSettings
  let calling: ThresholdOptions
  let shard: ShardNumber
  let holdsTrack: Bool
  let context: CommandContext

  /// Throws `ShardScanError`; unlike a scan of the whole it gives no partial results, so everything wrong
  /// with the input throws too.
  func callAsFunction(_ path: String, output: String, replaceExisting: Bool) async throws {
    guard let state = FileStamp(path: path) else {
      // What does not exist or cannot be read is told of in the words of a scan.
      _ = try open(path)
      throw ShardScanError.notAFile(input: path, option: "--shard")
    }
    let writer = try ShardWriter(path: output, replaceExisting: replaceExisting)
    do {
      let cancellation = context.cancellation
      let survey = try InputSurvey(open(path)) { try cancellation.check() }
      try writer.write(
        ShardHeader(
          inputPath: path, survey: survey, model: model, settings: settings, calling: calling,
          shard: shard, holdsTrack: holdsTrack))
      let collector = ShardCollector(
        writer,
        caller: SiteCaller(model: model, threshold: calling.threshold(for: model)),
        holdsTrack: holdsTrack)
      try await scan(path, survey, collector)
      guard FileStamp(path: path) == state else { throw ShardScanError.inputChanged(input: path) }
      try collector.finish()
      tell(collector)
    } catch {
      writer.discard()
      throw error
    }
  }

  private func scan(
    _ path: String, _ survey: InputSurvey, _ collector: ShardCollector
  ) async throws {
    let cancellation = context.cancellation
    let plan = ShardPlan(shard, totalBases: survey.bases)
    let progress = context.progress(
      total: survey.bases / Int64(shard.count), quantity: .bases)
    defer { progress.finish() }
    let input = ShardedSequences(
      try open(path), plan: plan, contract: model.contract, willRead: { try cancellation.check() })
    let scan = SequenceScan(model, settings: settings, threads: context.threadCount)
    let counted = CountedInput(input, progress: progress, cancellation: cancellation)
    let wants: SequenceScan.ChunkChoice = { _, chunk in input.holds(chunk.lowerBound) }
    try await scan.run(counted, wants: wants) { windows in
      try cancellation.check()
      try collector.take(windows)
    }
  }

  private func open(_ path: String) throws -> any SequenceSource {
    switch try SequenceInput.open(path: path) {
    case .sequences(let source): return source
    case .alignments: throw ShardScanError.reads(input: path)
    }
  }

  private func tell(_ collector: ShardCollector) {
    context.tell(of: model, shard, collector.sums, kept: collector.kept)
    context.record { $0.items += collector.items.all }
  }
}
