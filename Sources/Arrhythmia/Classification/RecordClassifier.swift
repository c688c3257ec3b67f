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
  let conditioner: SignalConditioner
  let screen: SignalScreen

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
    FreedMemory.keep()
  }

  /// Classifies records on several threads and hands the verdicts over in the order of `sources`.
  ///
  /// Records that cannot be read get the outcome `failed`; memory is bounded by the threads. All
  /// threads work on one long recording together.
  /// - Parameter isFine: whether to hand verdicts over in small groups, so that little is under way at a
  ///   time however few records there are.
  /// - Parameter follow: told of each long recording how far it is.
  /// - Throws: what `deliver` throws, and `CancellationError`.
  package func classify(
    _ sources: [RecordSource], threads: Int, isFine: Bool = false, follow: Follow? = nil,
    deliver: (RhythmVerdict) throws -> Void
  ) async throws {
    // Few records are spread over all threads.
    let share = sources.count / ((isFine ? 64 : 4) * threads)
    let size = max(1, min(Self.recordsAtOnce, share))
    var start = 0
    while start < sources.count {
      try await mapInOrder(
        width: threads,
        next: { () throws -> ArraySlice<RecordSource>? in
          let group = sources[start...].prefix(size).prefix { threads == 1 || !isLong($0) }
          start = group.endIndex
          return group.isEmpty ? nil : group
        },
        // Several threads would tell of several recordings at once.
        work: { try classify(Array($0), follow: threads == 1 ? follow : nil) },
        deliver: { verdicts in for verdict in verdicts { try deliver(verdict) } })
      if start < sources.count {
        try deliver(try await classifyLong(sources[start], threads: threads, follow: follow))
        start += 1
      }
    }
  }

  /// Takes the name of a long recording, how many of its windows are judged and how many it has.
  package typealias Follow = @Sendable (_ record: String, _ windows: Int, _ all: Int) -> Void

  /// Classifies a few records, held in memory together.
  ///
  /// - Throws: `CancellationError`.
  package func classify(
    _ sources: [RecordSource], follow: Follow? = nil
  ) throws -> [RhythmVerdict] {
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
        case .long(let reader, let signal):
          var analysis = try analysis(reader, signal: signal)
          verdict.take(try analysis.run { follow?(source.record, $0, $1) })
        }
      } catch let error as any UserFacingError {
        var diagnosis = error.diagnosis
        diagnosis.location = diagnosis.location ?? source.path.quoted
        verdict.outcome = .failed(diagnosis)
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
