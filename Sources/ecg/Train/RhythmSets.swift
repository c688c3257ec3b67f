internal import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
internal import UserFacing

/// The recordings of a run, read, set apart and scaled.
struct RhythmSets {
  /// How amplitudes are brought to the network's range.
  enum Scaling: Sendable {
    /// Divided by the mean standard deviation of the training recordings.
    case millivolts
    /// Each divided by its own standard deviation.
    case record
    /// As a model has it.
    case contract(SignalContract)
  }

  let split: RhythmSplit
  let contract: SignalContract
  /// The files of the recordings.
  let source: ModelProvenance.Source
  /// What was read, left out or changed, in words.
  let remarks: [String]

  /// Fewer of these give no figures worth having.
  private static let fewestOfASet = 20
  private static let fewestClasses = 2

  init(
    _ paths: [String], _ reference: RhythmReference, lead: String?, scaling: Scaling,
    _ sets: RhythmSetOptions, _ context: CommandContext
  ) async throws {
    let (validation, test) = (try sets.validationChoice(), try sets.testChoice())
    var contract =
      switch scaling {
      case .millivolts: SignalContract(scaling: .millivolts(1))
      case .record: SignalContract(scaling: .standardDeviation)
      case .contract(let contract): contract
      }
    let progress = context.progress(total: Int64(reference.names.count), quantity: .records)
    let loaded = try await RecordingLoader(contract, lead: lead)(
      paths, reference, threads: context.threadCount
    ) { progress.advance(by: 1) }
    progress.finish()
    var split = try RhythmSplit(
      loaded.recordings, validation: validation, test: test, seed: sets.splitSeed)
    try Self.check(split)
    if case .millivolts = scaling {
      let divisor = try Self.meanDeviation(split.training)
      contract.scaling = .millivolts(divisor)
      split.multiply(by: Float(1 / divisor))
    }
    self.split = split
    self.contract = contract
    source = loaded.source
    remarks = Self.remarks(loaded, split)
  }

  private static func check(_ split: RhythmSplit) throws {
    for (name, recordings, isNeeded) in [
      ("training", split.training, true), ("validation", split.validation, true),
      ("test", split.test, false),
    ] where isNeeded || !recordings.isEmpty {
      let classes = Set(recordings.map(\.rhythm)).count
      guard recordings.count >= fewestOfASet, classes >= fewestClasses else {
        throw ArrhythmiaError.unusableExamples(
          problem: "the \(name) set has \(recordings.count) recordings of \(classes) classes",
          remedy: "give at least \(fewestOfASet) of at least \(fewestClasses) classes")
      }
    }
  }

  private static func meanDeviation(_ recordings: [LabelledRecording]) throws -> Double {
    let sum = recordings.reduce(0) {
      $0 + SignalConditioner.standardDeviation($1.signal.map(Double.init))
    }
    let mean = sum / Double(recordings.count)
    guard mean > 0, mean.isFinite else {
      throw ArrhythmiaError.unusableExamples(
        problem: "the training recordings are flat", remedy: "choose another lead with --lead")
    }
    return mean
  }

  private static func remarks(
    _ loaded: RecordingLoader.Result, _ split: RhythmSplit
  ) -> [String] {
    var remarks: [String] = []
    if loaded.unlabelled > 0 {
      remarks.append("left out \(loaded.unlabelled) recordings without a label")
    }
    if let first = loaded.tooShort.first {
      remarks.append(
        "left out \(loaded.tooShort.count) recordings that are too short, first \(first.quoted)")
    }
    if let first = loaded.cut.first {
      remarks.append("cut \(loaded.cut.count) long recordings, first \(first.quoted)")
    }
    for (name, first) in split.repeats {
      remarks.append("\(name.quoted) has the signal of \(first.quoted): kept in one set")
    }
    func text(_ recordings: [LabelledRecording]) -> String {
      let counts = RhythmClass.allCases.map { rhythm in
        "\(recordings.count { $0.rhythm == rhythm }) \(rhythm.label)"
      }
      return "\(recordings.count) recordings (\(counts.joined(separator: ", ")))"
    }
    remarks.append("training on \(text(split.training))")
    remarks.append("validating on \(text(split.validation))")
    if !split.test.isEmpty { remarks.append("testing on \(text(split.test))") }
    return remarks
  }
}
