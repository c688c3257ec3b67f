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
    return nil
  }

  /// What speaks against the samples of a lead, or nil.
  package func objection(to lead: LeadSamples) -> Abstention? {
    let quality = lead.quality
    guard outputCount(lead) >= contract.minimumSamples else {
      return .tooShort(
        Double(lead.samples.count) / lead.samplingFrequency,
        needed: Double(contract.minimumSamples) / contract.samplingFrequency)
    }
    guard let range = quality.range else { return .allMissing }
    if quality.missingFraction > Self.missingLimit {
      return .mostlyMissing(quality.missingFraction)
    }
    let millivolts = (range.upperBound - range.lowerBound) * lead.millivoltsPerUnit
    if millivolts < Self.leastRange { return .noVariation(millivolts) }
    if quality.flatFraction > Self.flatLimit { return .flat(quality.flatFraction) }
    if quality.clippedFraction > Self.clippedLimit { return .clipped(quality.clippedFraction) }
    return nil
  }

  /// The samples a lead becomes at the contract's frequency.
  private func outputCount(_ lead: LeadSamples) -> Int {
    let count = Double(lead.samples.count) * contract.samplingFrequency / lead.samplingFrequency
    return Int(count.rounded(.up))
  }
}
