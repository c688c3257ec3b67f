internal import ECGSignal
internal import RecurrentCore

/// Follows the rhythm through a recording longer than one verdict can cover, in memory that does not
/// grow with its length but for the answers.
///
/// The result does not depend on the number of threads.
struct LongRecordingAnalysis {
  /// What was found.
  struct Result: Sendable, Equatable {
    let course: RhythmCourse
    /// The mean over all windows that could be judged; nil without one.
    let answer: RhythmVerdict.Answer?
    /// Why the first window that could not be judged could not be.
    let objection: Abstention?
    let missingCount: Int
    let checksumMismatches: [ChecksumMismatch]
  }

  private let judge: WindowJudge
  private let windows: RhythmWindows
  private var reader: LeadPieceReader
  private let signal: Int
  private let frameFrequency: Double

  /// - Parameter signal: the lead's index; it has a frequency, a scale and a voltage.
  init(
    _ reader: RecordingReader, signal: Int, classifier: RecordClassifier,
    conditioner: SignalConditioner, screen: SignalScreen
  ) throws {
    let description = reader.description
    self.signal = signal
    let lead = description.signals[signal]
    let path = description.path
    let frequency = try description.samplingFrequency(ofSignal: signal)
    let contract = classifier.model.contract
    let pieces = try ConditioningPieces(
      conditioner, samplingFrequency: frequency,
      sampleCount: description.frameCount * lead.samplesPerFrame,
      samplesPerFrame: lead.samplesPerFrame, path: path)
    windows = RhythmWindows(pieces.outputCount, contract)
    self.reader = try LeadPieceReader(
      reader, signal: signal, windows: windows, pieces: pieces)
    frameFrequency = frequency / Double(lead.samplesPerFrame)
    judge = WindowJudge(
      classifier: classifier, conditioner: conditioner, screen: screen,
      samplingFrequency: frequency, units: lead.units, path: path)
  }

  /// Takes how many windows are judged and how many there are.
  typealias Progress = (_ windows: Int, _ all: Int) -> Void

  /// Analyses on several threads.
  ///
  /// - Throws: what reading gives, `CancellationError`.
  mutating func run(
    threads: Int, progress: Progress = { _, _ in }
  ) async throws -> Result {
    var findings: [WindowJudge.Finding] = []
    var missing = 0
    let judge = judge
    var reader = reader
    try await mapInOrder(
      width: threads,
      next: {
        let piece = try reader.piece()
        missing += piece?.missingCount ?? 0
        return piece
      },
      work: { try judge($0) },
      deliver: {
        findings += $0
        progress(findings.count, windows.count)
      })
    self.reader = reader
    return result(findings, missing: missing)
  }

  /// Analyses on the calling thread.
  ///
  /// - Throws: what reading gives, `CancellationError`.
  mutating func run(progress: Progress = { _, _ in }) throws -> Result {
    var findings: [WindowJudge.Finding] = []
    var missing = 0
    while let piece = try reader.piece() {
      missing += piece.missingCount
      findings += try judge(piece)
      progress(findings.count, windows.count)
    }
    return result(findings, missing: missing)
  }

  private func result(_ findings: [WindowJudge.Finding], missing: Int) -> Result {
    var answers: [RhythmVerdict.Answer?] = []
    var objection: Abstention?
    for finding in findings {
      switch finding {
      case .answer(let answer): answers.append(answer)
      case .objection(let reason):
        answers.append(nil)
        objection = objection ?? reason
      }
    }
    let merger = EpisodeMerger(
      windows: windows, samplingFrequency: judge.classifier.model.contract.samplingFrequency)
    let rhythms = merger.rhythms(answers.map { $0?.probabilities })
    let episodes = EpisodeMerger.runs(rhythms).map { run in
      RhythmCourse.Episode(
        frames: reader.frame(ofStep: run.lowerBound)..<reader.frame(ofStep: run.upperBound),
        rhythm: rhythms[run.lowerBound])
    }
    return Result(
      course: RhythmCourse(
        signal: signal, episodes: episodes.filter { !$0.frames.isEmpty },
        frameFrequency: frameFrequency),
      answer: Self.mean(answers.compactMap { $0 }), objection: objection,
      missingCount: missing, checksumMismatches: reader.checksumMismatches)
  }

  private static func mean(_ answers: [RhythmVerdict.Answer]) -> RhythmVerdict.Answer? {
    guard let first = answers.first else { return nil }
    func mean(_ row: (RhythmVerdict.Answer) -> [Double]) -> [Double] {
      row(first).indices.map { index in
        answers.reduce(0) { $0 + row($1)[index] } / Double(answers.count)
      }
    }
    return RhythmVerdict.Answer(
      probabilities: mean { $0.probabilities }, logits: mean { $0.logits })
  }
}

/// Judges the windows of a piece.
struct WindowJudge: Sendable {
  enum Finding: Sendable, Equatable {
    case answer(RhythmVerdict.Answer)
    case objection(Abstention)
  }

  let classifier: RecordClassifier
  let conditioner: SignalConditioner
  let screen: SignalScreen
  /// Hertz, of the lead.
  let samplingFrequency: Double
  /// Of the lead.
  let units: String
  let path: String

  /// A finding for each window.
  ///
  /// - Throws: `CancellationError`.
  func callAsFunction(_ piece: LeadPiece) throws -> [Finding] {
    try Task.checkCancellation()
    let objections = piece.qualities.map {
      screen.objection(to: $0, samplingFrequency: samplingFrequency, units: units)
    }
    guard objections.contains(nil) else {
      return objections.compactMap { $0.map(Finding.objection) }
    }
    let filtered = try conditioner.filter(
      piece.samples, samplingFrequency: samplingFrequency, path: path)
    let signals = try zip(piece.outputs, objections).filter { $1 == nil }.map {
      try conditioner.scale(Array(filtered[$0.0]), units: units, path: path)
    }
    var answers = classifier.answers(signals).makeIterator()
    return objections.compactMap { objection in
      objection.map(Finding.objection) ?? answers.next().map(Finding.answer)
    }
  }
}
