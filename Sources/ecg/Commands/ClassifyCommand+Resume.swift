internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport

/// Classifications that keep a journal.
extension ClassifyCommand {
  /// The journal to keep, nil without `--resume`.
  ///
  /// - Parameters:
  ///   - outputs: the paths of results; the journal lies beside the first.
  ///   - forms: what the journal says of them.
  ///   - checkOutputs: fails now where outputs could not be written later.
  func journal(
    of list: RecordList, order: RecordOrder, model: RhythmModel, outputs: [String],
    forms: [String], _ context: CommandContext, checkOutputs: () throws -> Void
  ) throws -> RecordJournal? {
    guard resuming.resume else { return nil }
    let path = try ResumeOptions.journal(besides: outputs)
    // Without a journal nothing there is this run's own.
    if FileStamp(path: path) == nil { try checkOutputs() }
    let survey = RecordJournal.survey(list, order)
    let header = RecordJournalHeader(
      run: RecordRun(survey, model, records), order: order.sha256, shard: sharding.shard,
      outputs: forms + [course.annotations.map { "\($0) \(course.annotator)" } ?? ""])
    return RecordJournal(
      try Journal(
        path: path, program: "ecg", header: header, checkpoints: context.checkpoints),
      order: order, survey: survey)
  }

  /// Whether outputs that exist may be replaced: also those of the run that is gone on with.
  var mayReplace: Bool { shared.force || resuming.resume }
}
