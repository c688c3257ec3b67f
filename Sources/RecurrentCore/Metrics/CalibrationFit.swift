/// A calibration, and how well its kind does on examples it was not fitted to.
package struct CalibrationFit: Sendable {
  /// Fitted on all examples.
  package let calibration: ScoreCalibration
  package let check: CalibrationCheck
  /// Each example's probability under the calibration fitted on the half it is not in; of the
  /// calibration itself where a half holds one class alone.
  package let heldOutProbabilities: [Double]

  /// Fits on each half to measure on the other, then on everything.
  ///
  /// - Parameters: as of `ScoreCalibration.fit`; `seed` draws what chance alone would show.
  /// - Returns: nil unless both classes are there.
  package init?(logits: [Double], labels: [Bool], groups: [[Int]], seed: UInt64) {
    guard
      let calibration = ScoreCalibration.fit(logits: logits, labels: labels, groups: groups)
    else { return nil }
    self.calibration = calibration
    let halfOf = BalancedFolds.assign(groups, scores: logits, count: 2)
    var probabilities = logits.map(calibration.probability(ofLogit:))
    var halves: [CalibrationCheck.Half] = []
    for half in 0...1 {
      let fitted = halfOf.indices.filter { halfOf[$0] != half }
      let measured = halfOf.indices.filter { halfOf[$0] == half }
      guard !measured.isEmpty,
        let other = ScoreCalibration.fit(
          logits: fitted.map { logits[$0] }, labels: fitted.map { labels[$0] },
          groups: Self.groups(groups, within: fitted))
      else { continue }
      for index in measured { probabilities[index] = other.probability(ofLogit: logits[index]) }
      halves.append(
        CalibrationCheck.Half(
          measured.map { probabilities[$0] }, measured.map { labels[$0] }, seed: seed))
    }
    heldOutProbabilities = probabilities
    check = CalibrationCheck(
      method: calibration.curve == nil ? .logistic : .monotone, halves: halves)
  }

  /// The groups of some examples, by their places among these.
  private static func groups(_ groups: [[Int]], within chosen: [Int]) -> [[Int]] {
    let places = Dictionary(uniqueKeysWithValues: zip(chosen, chosen.indices))
    return groups.map { $0.compactMap { places[$0] } }.filter { !$0.isEmpty }
  }
}

/// Expected calibration errors on examples that a calibration was not fitted to: the section
/// `calibration_check` of a model file.
package struct CalibrationCheck: Codable, Sendable, Equatable {
  package enum Method: String, Codable, Sendable {
    case logistic, monotone
  }

  /// Errors on one set of examples, over 15 bins.
  package struct Half: Codable, Sendable, Equatable {
    package let examples: Int
    package let positives: Int
    package let expectedCalibrationError: Double
    /// The mean error that outcomes drawn from these very probabilities show: with few examples no
    /// calibration comes below it.
    package let errorByChance: Double

    enum CodingKeys: String, CodingKey {
      case examples, positives
      case expectedCalibrationError = "expected_calibration_error"
      case errorByChance = "error_by_chance"
    }

    init(_ probabilities: [Double], _ labels: [Bool], seed: UInt64) {
      examples = labels.count
      positives = labels.count { $0 }
      expectedCalibrationError = ProbabilityMetrics.expectedCalibrationError(
        probabilities, labels)
      let draws = 100
      var sum = 0.0
      for draw in 0..<draws {
        var generator = RandomGenerator(seed: seed, stream: 0x4543_45, UInt64(draw))
        let outcomes = probabilities.map { generator.uniform() < $0 }
        sum += ProbabilityMetrics.expectedCalibrationError(probabilities, outcomes)
      }
      errorByChance = sum / Double(draws)
    }
  }

  /// What was chosen on all examples.
  package let method: Method
  /// Each half, measured with the calibration fitted on the other one. They are not put together:
  /// what one fit has too much of the other has too little of, so the errors would cancel.
  package let halves: [Half]

  /// The mean of the halves' errors; nil where neither could be fitted on.
  package var meanError: Double? { mean(\.expectedCalibrationError) }
  package var meanErrorByChance: Double? { mean(\.errorByChance) }

  private func mean(_ value: KeyPath<Half, Double>) -> Double? {
    halves.isEmpty
      ? nil : halves.reduce(0) { $0 + $1[keyPath: value] } / Double(halves.count)
  }
}
