internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

/// Classifies one shard of a list of records and writes its shard file.
struct ShardClassification {
  let list: RecordList
  let order: RecordOrder
  let model: RhythmModel
  let options: RecordOptions
  let shard: ShardNumber
  let annotations: RhythmAnnotationWriter?
  let journal: RecordJournal?
  let context: CommandContext

  /// Records that fail are in the shard, so that merging tells of them again.
  ///
  /// - Returns: whether records failed.
  func callAsFunction(output path: String, replaceExisting: Bool) async throws -> ExitStatus {
    let survey = RecordSurvey(ranked: order.places.map { list.sources[$0] })
    let output = try ShardOutput(
      path: path, form: .classification, replaceExisting: replaceExisting)
    do {
      try output.write(
        header: RecordShardHeader(
          run: RecordRun(survey, model, options), shard: shard, order: order.sha256,
          failures: list.failures.map { .init(path: $0.path, diagnosis: $0.error.diagnosis) }))
      let run = ClassificationRun(
        list: list, places: order.places(of: shard),
        classifier: RecordClassifier(model, lead: options.leadChoice), annotations: annotations,
        journal: journal, context: context)
      let status = try await run { verdict, place in
        output.buffer.bytes += try VerdictLine(
          rank: order.ranks[place], place: place, verdict
        ).bytes
        try output.endLine()
      }
      try output.commit()
      return status
    } catch {
      output.discard()
      throw error
    }
  }
}
