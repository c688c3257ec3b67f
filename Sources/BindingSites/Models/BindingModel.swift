package import RecurrentCore

/// A model that tells binding sites, ready to score with.
package struct BindingModel: SiteModel {
  /// The task its file must name.
  package static let task = "binding_site"
  /// How far a self-test may be off: kernels differ in the order of sums only.
  package static let selfTestTolerance: Float = 1e-4

  package let file: ModelFile
  package let contract: BindingContract
  package let calibration: ScoreCalibration
  package let null: StratifiedNull
  /// One for all threads.
  package let scorer: SiteScorer

  package var name: String { file.name }
  package var path: String { file.path }
  package var sha256: String? { file.sha256 }

  /// Reads a model and checks everything a scan relies on.
  ///
  /// Throws what reading the file gave; `wrongTask`, `badModel`.
  package init(readingFrom path: String) throws {
    try self.init(ModelFile(readingFrom: path))
  }

  package init(_ file: ModelFile) throws {
    guard file.task == Self.task else {
      throw BindingSitesError.wrongTask(path: file.path, task: file.task)
    }
    self.file = file
    contract = try file.section(Section.contract, as: BindingContract.self)
    calibration = try file.section(Section.calibration, as: ScoreCalibration.self)
    null = try file.section(Section.null, as: StratifiedNull.self)
    let problem =
      contract.problem
      ?? (null.isValid ? nil : "its null distribution is not one")
      ?? (calibration.isRising ? nil : "its calibration is not increasing")
      ?? Self.problem(of: file.network, contract)
    if let problem { throw BindingSitesError.badModel(path: file.path, problem: problem) }
    scorer = Self.scorer(file.network, file.parameters, contract)
  }

  package static func scorer(
    _ network: Network<Float>, _ parameters: ParameterSet<Float>, _ contract: BindingContract
  ) -> SiteScorer {
    guard let bins = contract.bins else {
      return .windows(
        NetworkWindowScorer(
          network, parameters, contract.encoding, window: contract.window))
    }
    return .bins(
      NetworkBinScorer(network, parameters, bin: bins.bin), bins, window: contract.window)
  }

  package var isStratified: Bool { !null.borders.isEmpty }

  package func pValue(ofLogit logit: Float, gc: GCShare) -> Double {
    null.pValue(of: logit, gc: gc)
  }

  package func probability(ofLogit logit: Float) -> Double {
    calibration.probability(ofLogit: Double(logit))
  }

  /// Replays the self-test, through the network and through the scorer a scan uses.
  ///
  /// Throws `badModel` without a self-test, `failedSelfTest`.
  /// - Returns: the largest difference from what is stored.
  package func verify() throws -> Float {
    guard let selfTest = file.selfTest, let replayed = file.replaySelfTest() else {
      throw BindingSitesError.badModel(path: path, problem: "it has no self-test")
    }
    guard let scored = score(selfTest.input) else {
      throw BindingSitesError.badModel(path: path, problem: "its self-test is not of its window")
    }
    let difference = max(replayed, selfTest.largestDifference(from: scored))
    guard difference <= Self.selfTestTolerance else {
      throw BindingSitesError.failedSelfTest(
        path: path, largestDifference: Double(difference))
    }
    return difference
  }

  /// The scorer's logits of a self-test's sequences, in the order of a network's output; nil if they
  /// are not what the model reads.
  private func score(_ input: NetworkInput<Float>) -> [Float]? {
    guard input.lengths.allSatisfy({ $0 == input.time }) else { return nil }
    switch scorer {
    case .windows(let scorer):
      guard let bases = contract.encoding.decode(input, window: contract.window) else {
        return nil
      }
      let offsets = Array(stride(from: 0, to: bases.count, by: contract.window))
      return scorer.logits(bases: bases, offsets: offsets)
    case .bins(let scorer, let grid, _):
      guard case .values(let batch) = input, batch.time.isMultiple(of: grid.bin) else {
        return nil
      }
      let bases = OneHot.decode(batch)
      let offsets = Array(stride(from: 0, to: bases.count, by: batch.time))
      let logits = scorer.logits(bases: bases, offsets: offsets, length: batch.time)
      let bins = batch.time / grid.bin
      return (0..<bins).flatMap { step in offsets.indices.map { logits[$0 * bins + step] } }
    }
  }

  /// Why a network cannot give what a contract says; nil if it can.
  static func problem(
    of network: Network<Float>, _ contract: BindingContract
  ) -> String? {
    if let bins = contract.bins { return problem(of: network, bins: bins) }
    return problem(of: network, contract.encoding, window: contract.window)
  }

  /// Why a network cannot give one logit for a window of that length; nil if it can.
  package static func problem(
    of network: Network<Float>, _ encoding: SequenceEncoding = .oneHot, window: Int
  ) -> String? {
    if let problem = problem(of: network, reading: encoding) { return problem }
    let inputSteps = encoding.steps(window: window)
    guard inputSteps > 0 else { return "no word fits a window of \(window) bases" }
    let steps = network.outputSteps(inputSteps)
    return steps == 1
      ? nil : "its network gives \(max(0, steps)) steps for a window of \(window) bases"
  }

  /// Why a network cannot give one logit for each bin of a sequence; nil if it can.
  package static func problem(of network: Network<Float>, bins: BinGrid) -> String? {
    if let problem = problem(of: network, reading: .oneHot) { return problem }
    let counts = [1, 2, 3, (bins.chunk + 2 * bins.context) / bins.bin]
    return counts.allSatisfy { network.outputSteps($0 * bins.bin) == $0 }
      ? nil : "its network does not give one step for every \(bins.bin) bases"
  }

  private static func problem(
    of network: Network<Float>, reading encoding: SequenceEncoding
  ) -> String? {
    guard network.architecture.input == encoding.input else {
      return switch encoding {
      case .oneHot: "its network does not read the four channels of DNA"
      case .kmers(let length, _): "its network does not read words of \(length) bases"
      }
    }
    return network.outputFeatures == 1
      ? nil : "its network gives \(network.outputFeatures) numbers instead of one"
  }

  /// Names of this task's sections in a model file.
  package enum Section {
    package static let contract = "binding"
    package static let calibration = "calibration"
    package static let calibrationCheck = "calibration_check"
    package static let null = "null_distribution"
    package static let metrics = "metrics"
    package static let refits = "refits"
    package static let training = "training"
  }
}
