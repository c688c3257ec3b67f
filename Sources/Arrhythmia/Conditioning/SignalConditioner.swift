internal import ECGSignal

/// Brings a lead to what a model reads: gaps bridged, filtered, resampled, scaled.
package struct SignalConditioner: Sendable {
  package let contract: SignalContract

  private let stages: ConditioningStages

  package init(_ contract: SignalContract) {
    self.contract = contract
    stages = ConditioningStages(contract)
  }

  /// - Parameters:
  ///   - samples: physical samples in `units`, NaN where missing; not all missing.
  ///   - path: for messages.
  /// - Returns: the signal at the contract's frequency.
  /// - Throws: `samplingTooSlow`, `unitIsNoVoltage` where the scaling needs a voltage, and
  ///   `ECGSignalError.signalTooShort`.
  package func condition(
    _ samples: [Double], samplingFrequency: Double, units: String, path: String
  ) throws -> [Float] {
    try scale(
      filter(samples, samplingFrequency: samplingFrequency, path: path), units: units, path: path)
  }

  /// The first half of conditioning: the signal at the contract's frequency, in its own units.
  func filter(
    _ samples: [Double], samplingFrequency: Double, path: String
  ) throws -> [Double] {
    let stages = try stages(from: samplingFrequency, path: path)
    return stages.resampler.resample(
      try stages.filter.zeroPhase(MissingSamples.interpolated(samples)))
  }

  /// The second half of conditioning: a filtered signal in the network's range.
  func scale(_ signal: [Double], units: String, path: String) throws -> [Float] {
    switch contract.scaling {
    case .millivolts(let divisor):
      guard let unit = VoltageUnit.millivolts(per: units) else {
        throw ArrhythmiaError.unitIsNoVoltage(path: path, units: units)
      }
      return signal.map { Float($0 * unit / divisor) }
    case .standardDeviation:
      let deviation = Self.standardDeviation(signal)
      return signal.map { Float($0 / max(deviation, .leastNormalMagnitude)) }
    }
  }

  /// Throws `samplingTooSlow`, `invalidFilter`.
  func stages(
    from samplingFrequency: Double, path: String
  ) throws -> ConditioningStages.Stages {
    guard samplingFrequency > 2 * contract.highCutoff else {
      throw ArrhythmiaError.samplingTooSlow(
        path: path, samplingFrequency: samplingFrequency, needed: 2 * contract.highCutoff)
    }
    return try stages.stages(from: samplingFrequency)
  }

  /// Around the mean, over all samples.
  package static func standardDeviation(_ signal: [Double]) -> Double {
    guard !signal.isEmpty else { return 0 }
    let mean = signal.reduce(0, +) / Double(signal.count)
    let squares = signal.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(signal.count)).squareRoot()
  }
}
