internal import ECGSignal
internal import UserFacing

extension RecordClassifier {
  /// Whether a record is one that all threads should work on together. Tables of numbers are not, for
  /// they would have to be read twice.
  func isLong(_ source: RecordSource) -> Bool {
    guard source.text == nil, let reader = try? source.open() else { return false }
    return isLong(reader.description)
  }

  /// Classifies a long record on several threads.
  ///
  /// - Throws: `CancellationError`.
  func classifyLong(
    _ source: RecordSource, threads: Int, follow: Follow? = nil
  ) async throws -> RhythmVerdict {
    var verdict = RhythmVerdict(
      record: source.record, path: source.path, outcome: .abstained(.allMissing))
    do {
      switch try prepare(source, &verdict) {
      case .outcome(let outcome): verdict.outcome = outcome
      case .long(let reader, let signal):
        var analysis = try analysis(reader, signal: signal)
        verdict.take(try await analysis.run(threads: threads) { follow?(source.record, $0, $1) })
      case .signal(let signal):
        if let answer = answers([signal]).first { verdict.outcome = .rhythm(answer) }
      }
    } catch let error as any UserFacingError {
      verdict.outcome = .failed(error.diagnosis)
    }
    return verdict
  }

  func analysis(_ reader: RecordingReader, signal: Int) throws -> LongRecordingAnalysis {
    try LongRecordingAnalysis(
      reader, signal: signal, classifier: self, conditioner: conditioner, screen: screen)
  }
}

extension RhythmVerdict {
  /// Takes over what was found in a long recording.
  mutating func take(_ result: LongRecordingAnalysis.Result) {
    missingCount = result.missingCount
    warn(of: result.checksumMismatches)
    guard let answer = result.answer else {
      outcome = .abstained(result.objection ?? .allMissing)
      return
    }
    outcome = .rhythm(answer)
    course = result.course
    remarks.append(result.course.summary)
  }
}
