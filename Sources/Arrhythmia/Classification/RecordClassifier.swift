internal import ECGSignal
internal import RecurrentCore
internal import UserFacing

/// Tells the rhythm of records with one model.
///
/// What a record gets depends on nothing but the record and the model: not on the records classified
/// with it, their order or the number of threads.
package struct RecordClassifier: Sendable {
  package let model: RhythmModel
  package let lead: LeadChoice
  private let conditioner: SignalConditioner
  private let screen: SignalScreen

  /// Records a thread works on together.
  static let recordsAtOnce = 16
  /// The most signals a network call gets, and by how much their lengths may differ: what is added to
  /// the shorter ones is computed for nothing.
  static let batchLimit = 8
  static let lengthRatio = 1.1

  package init(_ model: RhythmModel, lead: LeadChoice = .firstVoltage) {
    self.model = model
    self.lead = lead
    conditioner = SignalConditioner(model.contract)
    screen = SignalScreen(model.contract)
  }

  /// Classifies records on several threads and hands the verdicts over in the order of `sources`.
  ///
  /// Records that cannot be read get the outcome `failed`; memory is bounded by the threads.
  /// - Throws: what `deliver` throws, and `CancellationError`.
  package func classify(
    _ sources: [RecordSource], threads: Int, deliver: (RhythmVerdict) throws -> Void
  ) async throws {
    // Few records are spread over all threads.
    let size = max(1, min(Self.recordsAtOnce, sources.count / (4 * threads)))
    var start = 0
    try await mapInOrder(
      width: threads,
      next: { () throws -> ArraySlice<RecordSource>? in
        guard start < sources.count else { return nil }
        defer { start = min(start + size, sources.count) }
        return sources[start..<min(start + size, sources.count)]
      },
      work: { try classify(Array($0)) },
      deliver: { verdicts in for verdict in verdicts { try deliver(verdict) } })
  }

  /// Classifies a few records, held in memory together.
  ///
  /// - Throws: `CancellationError`.
  package func classify(_ sources: [RecordSource]) throws -> [RhythmVerdict] {
    var verdicts: [RhythmVerdict] = []
    var signals: [(place: Int, signal: [Float])] = []
    for source in sources {
      try Task.checkCancellation()
      var verdict = RhythmVerdict(
        record: source.record, path: source.path, outcome: .abstained(.allMissing))
      do {
        switch try prepare(source, &verdict) {
        case .outcome(let outcome): verdict.outcome = outcome
        case .signal(let signal): signals.append((verdicts.count, signal))
        }
      } catch let error as any UserFacingError {
        verdict.outcome = .failed(error.diagnosis)
      }
      verdicts.append(verdict)
    }
    for (place, answer) in zip(signals.map(\.place), answers(signals.map(\.signal))) {
      verdicts[place].outcome = .rhythm(answer)
    }
    return verdicts
  }

  /// The answers for signals at the contract's frequency, each of a length the contract allows.
  package func answers(_ signals: [[Float]]) -> [RhythmVerdict.Answer] {
    var logits: [[Double]] = Array(repeating: [], count: signals.count)
    for batch in Self.batches(signals.map(\.count)) {
      for (index, row) in zip(batch, model.logits(batch.map { signals[$0] })) {
        logits[index] = row
      }
    }
    return logits.map {
      RhythmVerdict.Answer(probabilities: model.probabilities(ofLogits: $0), logits: $0)
    }
  }

  /// Indices of signals that go through the network together.
  static func batches(_ lengths: [Int]) -> [[Int]] {
    var batches: [[Int]] = []
    let sorted = lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    for index in sorted {
      if let shortest = batches.last?.first, let count = batches.last?.count, count < batchLimit,
        Double(lengths[index]) <= lengthRatio * Double(lengths[shortest])
      {
        batches[batches.count - 1].append(index)
      } else {
        batches.append([index])
      }
    }
    return batches
  }
}

extension RecordClassifier {
  /// What becomes of a record before the network.
  private enum Prepared {
    case outcome(RhythmVerdict.Outcome)
    case signal([Float])
  }

  /// Reads a record and brings it to the model; a long one is judged here, piece by piece.
  private func prepare(_ source: RecordSource, _ verdict: inout RhythmVerdict) throws -> Prepared {
    if let text = source.text, text.samplingFrequency == nil {
      return .outcome(.abstained(.unknownSamplingFrequency))
    }
    var reader = try source.open()
    let description = reader.description
    verdict.duration = description.duration
    let (index, remark) = try lead.index(in: description)
    let signal = description.signals[index]
    verdict.lead = signal.name
    verdict.sampleCount = description.frameCount * signal.samplesPerFrame
    verdict.remarks += [remark].compactMap { $0 }
    verdict.samplingFrequency = try? description.samplingFrequency(ofSignal: index)
    if let objection = screen.objection(
      to: signal, samplingFrequency: verdict.samplingFrequency)
    {
      return .outcome(.abstained(objection))
    }
    let pieces = RecordPieces(
      frameCount: description.frameCount, frameFrequency: description.frameFrequency ?? 0,
      contract: model.contract)
    if pieces.count > 1 {
      return .outcome(try outcome(&reader, signal: index, pieces, &verdict))
    }
    switch try condition(&reader, signal: index, frames: 0..<description.frameCount) {
    case .signal(let signal): return .signal(signal)
    case .abstained(let reason): return .outcome(.abstained(reason))
    }
  }

  /// What becomes of a stretch of a lead before the network.
  enum Conditioned {
    case signal([Float])
    case abstained(Abstention)
  }

  /// Reads a stretch of a lead and brings it to the contract.
  func condition(
    _ reader: inout RecordingReader, signal: Int, frames: Range<Int>
  ) throws -> Conditioned {
    let lead = try LeadSamples(&reader, signal: signal, frames: frames)
    if let objection = screen.objection(to: lead) { return .abstained(objection) }
    return .signal(
      try conditioner.condition(
        lead.samples, samplingFrequency: lead.samplingFrequency, units: lead.units,
        path: reader.description.path))
  }
}
