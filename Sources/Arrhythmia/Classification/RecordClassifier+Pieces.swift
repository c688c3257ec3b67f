internal import ECGSignal

extension RecordClassifier {
  /// Judges a long recording piece by piece, in memory that does not grow with its length: the answer
  /// has the mean probabilities of the pieces that can be judged.
  func outcome(
    _ reader: inout RecordingReader, signal: Int, _ pieces: RecordPieces,
    _ verdict: inout RhythmVerdict
  ) throws -> RhythmVerdict.Outcome {
    var sum = AnswerSum()
    var objection: Abstention?
    var waiting: [[Float]] = []
    for piece in pieces {
      try Task.checkCancellation()
      switch try condition(&reader, signal: signal, frames: piece.read) {
      case .signal(let samples):
        let cut = piece.conditioned.clamped(to: samples.indices)
        if cut.count >= model.contract.minimumSamples { waiting.append(Array(samples[cut])) }
      case .abstained(let reason): objection = objection ?? reason
      }
      if waiting.count == Self.batchLimit {
        for answer in answers(waiting) { sum.add(answer) }
        waiting = []
      }
    }
    for answer in answers(waiting) { sum.add(answer) }
    guard let mean = sum.mean else { return .abstained(objection ?? .allMissing) }
    verdict.remarks.append("mean of \(sum.count) stretches")
    if sum.count < pieces.count {
      verdict.remarks.append("\(pieces.count - sum.count) stretches could not be judged")
    }
    return .rhythm(mean)
  }
}

/// Adds up answers to their mean.
private struct AnswerSum {
  private(set) var count = 0
  private var probabilities: [Double] = []
  private var logits: [Double] = []

  mutating func add(_ answer: RhythmVerdict.Answer) {
    probabilities = count == 0 ? answer.probabilities : sums(probabilities, answer.probabilities)
    logits = count == 0 ? answer.logits : sums(logits, answer.logits)
    count += 1
  }

  /// nil without answers.
  var mean: RhythmVerdict.Answer? {
    guard count > 0 else { return nil }
    return RhythmVerdict.Answer(
      probabilities: probabilities.map { $0 / Double(count) },
      logits: logits.map { $0 / Double(count) })
  }

  private func sums(_ left: [Double], _ right: [Double]) -> [Double] {
    zip(left, right).map { $0 + $1 }
  }
}
