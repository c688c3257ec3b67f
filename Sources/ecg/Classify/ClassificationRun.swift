internal import Arrhythmia
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

/// Classifies a list of records, or some of them, and tells of each.
struct ClassificationRun {
  let list: RecordList
  /// Places in the list of the records to classify, ascending.
  let places: [Int]
  let classifier: RecordClassifier
  let annotations: RhythmAnnotationWriter?
  var journal: RecordJournal?
  let context: CommandContext

  /// Hands over every verdict with its place, in the order of the list.
  ///
  /// - Parameter fail: takes each path that gave no record.
  /// - Throws: the only mistake of a run without records, which ends it with its own status.
  /// - Returns: whether records failed.
  func callAsFunction(
    fail: (any UserFacingError, String) throws -> Void = { _, _ in },
    deliver: (RhythmVerdict, Int) throws -> Void
  ) async throws -> ExitStatus {
    var tally = ClassificationTally(context)
    for (path, error) in list.failures {
      if list.sources.isEmpty, list.failures.count == 1 { throw error }
      tally.add(error, input: path)
      try fail(error, path)
    }
    if list.repetitions > 0 {
      context.diagnostics.note(
        "records given more than once are classified once: \(list.repetitions) left out")
    }
    let progress = context.progress(total: Int64(places.count), quantity: .records)
    let longProgress = LongRecordProgress(records: places.count, context: context)
    defer {
      longProgress.finish()
      progress.finish()
    }
    func take(_ verdict: RhythmVerdict, _ place: Int, _ annotationPath: String?) throws {
      try deliver(verdict, place)
      if let annotationPath { context.record { $0.outputs.append(annotationPath) } }
      tally.add(verdict)
      progress.advance(by: 1)
    }
    let done = try journal?.verdicts(of: places) ?? []
    if !done.isEmpty {
      context.diagnostics.note("going on from the journal: \(done.count) records are done")
    }
    for (verdict, place) in zip(done, places) {
      try take(verdict, place, annotations?.path(of: verdict))
    }
    do {
      var rest = places.dropFirst(done.count).makeIterator()
      let sources = places.dropFirst(done.count).map { list.sources[$0] }
      try annotations?.prepare(sources)
      try await classifier.classify(
        sources, threads: context.threadCount, isFine: journal != nil,
        follow: { longProgress.take(record: $0, windows: $1, of: $2) }
      ) { verdict in
        try context.cancellation.check()
        guard let place = rest.next() else { return }
        let annotationPath = try annotations?.write(verdict)
        try journal?.add(verdict, place: place)
        try take(verdict, place, annotationPath)
      }
      try journal?.check(list)
    } catch {
      // The first error is the one to tell.
      try? journal?.save()
      throw error
    }
    progress.finish()
    context.diagnostics.note(tally.summary)
    return tally.failures == 0 ? .success : .someInputsFailed
  }
}
