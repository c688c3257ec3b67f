package import ECGSignal

/// Decides whether a lead is worth a network's opinion.
package struct SignalScreen: Sendable {
  package let contract: SignalContract

  /// Shares of the samples above which there is no verdict.
  static let missingLimit = 0.5
  static let flatLimit = 0.5
  static let clippedLimit = 0.25
  /// A range in millivolts below which there is no heartbeat to be seen.
  static let leastRange = 0.02
  /// A range in millivolts above which a gain must be wrong.
  static let greatestRange = 1e9
  /// Hertz; above any recorder's.
  static let greatestFrequency = 1e5
  /// From how many seconds of one value on a stretch counts as flat.
  static let flatSeconds = 1.0

  package init(_ contract: SignalContract) { self.contract = contract }

  /// What speaks against a lead before any sample is read, or nil.
  package func objection(
    to signal: SignalDescription, samplingFrequency: Double?
  ) -> Abstention? {
    guard let samplingFrequency else { return .unknownSamplingFrequency }
    if signal.isUncalibrated { return .uncalibrated }
    guard VoltageUnit.millivolts(per: signal.units) != nil else {
      return .noVoltage(units: signal.units)
    }
    let needed = 2 * contract.highCutoff
    guard samplingFrequency > needed else {
      return .sampledTooSlowly(samplingFrequency, needed: needed)
    }
    guard samplingFrequency <= Self.greatestFrequency else {
      return .implausibleFrequency(samplingFrequency)
    }
    return nil
  }

  /// What speaks against the samples of a lead, or nil.
  package func objection(to lead: LeadSamples) -> Abstention? {
    objection(
      to: lead.quality, samplingFrequency: lead.samplingFrequency, units: lead.units)
  }

  /// What speaks against samples of that quality, or nil.
  func objection(
    to quality: SignalQuality, samplingFrequency: Double, units: String
  ) -> Abstention? {
    let outputs = Double(quality.count) * contract.samplingFrequency / samplingFrequency
    guard Int(outputs.rounded(.up)) >= contract.minimumSamples else {
      return .tooShort(
        Double(quality.count) / samplingFrequency,
        needed: Double(contract.minimumSamples) / contract.samplingFrequency)
    }
    guard let range = quality.range else { return .allMissing }
    if quality.missingFraction > Self.missingLimit {
      return .mostlyMissing(quality.missingFraction)
    }
    let millivolts =
      (range.upperBound - range.lowerBound) * (VoltageUnit.millivolts(per: units) ?? 0)
    guard millivolts <= Self.greatestRange else { return .implausibleVoltage }
    if millivolts < Self.leastRange { return .noVariation(millivolts) }
    if quality.flatFraction > Self.flatLimit { return .flat(quality.flatFraction) }
    if quality.clippedFraction > Self.clippedLimit { return .clipped(quality.clippedFraction) }
    return nil
  }
}
