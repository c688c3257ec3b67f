package import RecurrentCore

/// A model that tells heart rhythms, ready to classify with.
package struct RhythmModel: Sendable {
  /// The task its file must name.
  package static let task = "heart_rhythm"
  /// How far a self-test may be off: kernels differ in the order of sums only.
  package static let selfTestTolerance: Float = 1e-4

  /// The model file's own sections.
  package enum Section {
    package static let contract = "signal"
    package static let calibration = "calibration"
    package static let metrics = "metrics"
    package static let training = "training"
  }

  package let file: ModelFile
  package let contract: SignalContract
  package let calibration: TemperatureCalibration

  package var name: String { file.name }
  package var path: String { file.path }
  package var sha256: String? { file.sha256 }

  /// Reads a model and checks everything a verdict relies on.
  ///
  /// Throws what reading the file gave; `wrongTask`, `badModel`.
  package init(readingFrom path: String) throws {
    try self.init(ModelFile(readingFrom: path))
  }

  package init(_ file: ModelFile) throws {
    guard file.task == Self.task else {
      throw ArrhythmiaError.wrongTask(path: file.path, task: file.task)
    }
    self.file = file
    contract = try file.section(Section.contract)
    calibration = try file.section(Section.calibration)
    let problem =
      contract.problem
      ?? (calibration.temperature > 0 && calibration.temperature.isFinite
        ? nil : "its calibration is not one")
      ?? Self.problem(of: file.network, contract: contract)
    if let problem { throw ArrhythmiaError.badModel(path: file.path, problem: problem) }
  }

  /// Why a network cannot tell rhythms, or nil.
  package static func problem(of network: Network<Float>, contract: SignalContract) -> String? {
    guard case .features(1) = network.architecture.input else {
      return "its network does not read one lead"
    }
    guard network.outputFeatures == RhythmClass.allCases.count else {
      return "its network does not give \(RhythmClass.allCases.count) classes"
    }
    guard network.outputSteps(contract.minimumSamples) == 1,
      network.outputSteps(contract.maximumSamples) == 1
    else { return "its network does not give one answer a recording" }
    return nil
  }

  /// The model's logits for signals at the contract's frequency, a row of four each; what a signal
  /// gets does not depend on the others.
  ///
  /// - Parameter signals: each of `minimumSamples...maximumSamples` samples.
  package func logits(_ signals: [[Float]]) -> [[Double]] {
    precondition(
      signals.allSatisfy { contract.minimumSamples...contract.maximumSamples ~= $0.count },
      "signals of \(signals.map(\.count)) samples")
    return Self.logits(signals, of: file.network, file.parameters, contract)
  }

  /// What a network under that contract gives for signals.
  package static func logits(
    _ signals: [[Float]], of network: Network<Float>, _ parameters: ParameterSet<Float>,
    _ contract: SignalContract
  ) -> [[Double]] {
    guard !signals.isEmpty else { return [] }
    let shown = contract.averagesPolarity ? signals + signals.map { $0.map(-) } : signals
    let output = network.predict(.values(batch(shown)), parameters)
    let width = output.features
    let rows = shown.indices.map { index in
      output.values.elements[index * width..<(index + 1) * width].map(Double.init)
    }
    guard contract.averagesPolarity else { return rows }
    return zip(rows, rows.dropFirst(signals.count)).map { upright, inverted in
      zip(upright, inverted).map { ($0 + $1) / 2 }
    }
  }

  /// Calibrated probabilities in the order of `RhythmClass`.
  package func probabilities(ofLogits logits: [Double]) -> [Double] {
    calibration.probabilities(ofLogits: logits)
  }

  /// Signals side by side, `(time, batch, 1)`, padded with zeros to the longest.
  package static func batch(_ signals: [[Float]]) -> SequenceBatch<Float> {
    let time = signals.map(\.count).max() ?? 0
    var values = [Float](repeating: 0, count: time * signals.count)
    for (index, signal) in signals.enumerated() {
      for (step, value) in signal.enumerated() { values[step * signals.count + index] = value }
    }
    return SequenceBatch(
      Tensor(.sequences(time: time, batch: signals.count, features: 1), values),
      lengths: signals.map(\.count))
  }

  /// Replays the self-test.
  ///
  /// Throws `badModel` without a self-test, `failedSelfTest`.
  /// - Returns: the largest difference from what is stored.
  package func verify() throws -> Float {
    guard let difference = file.replaySelfTest() else {
      throw ArrhythmiaError.badModel(path: path, problem: "it has no self-test")
    }
    guard difference <= Self.selfTestTolerance else {
      throw ArrhythmiaError.failedSelfTest(path: path, largestDifference: Double(difference))
    }
    return difference
  }
}
