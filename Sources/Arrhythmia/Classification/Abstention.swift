internal import UserFacing

/// Why a recording gets no verdict although it can be read.
package enum Abstention: Codable, Sendable, Equatable {
  case unknownSamplingFrequency
  /// The header says that the lead has no physical scale.
  case uncalibrated
  case noVoltage(units: String)
  /// Hertz above what any recorder has.
  case implausibleFrequency(Double)
  /// Hertz there are and needed.
  case sampledTooSlowly(Double, needed: Double)
  /// Seconds there are and needed.
  case tooShort(Double, needed: Double)
  case allMissing
  /// The share of samples that are missing.
  case mostlyMissing(Double)
  /// The whole range in millivolts.
  case noVariation(Double)
  /// Values no electrode measures, as a wrong gain gives.
  case implausibleVoltage
  /// The share of samples in stretches of one value.
  case flat(Double)
  /// The share of samples at the converter's limits.
  case clipped(Double)

  /// The reason in one word, for counts.
  package var reason: String {
    switch self {
    case .unknownSamplingFrequency: "no_sampling_frequency"
    case .uncalibrated: "uncalibrated"
    case .noVoltage: "no_voltage"
    case .implausibleFrequency: "implausible_frequency"
    case .implausibleVoltage: "implausible_voltage"
    case .sampledTooSlowly: "sampled_too_slowly"
    case .tooShort: "too_short"
    case .allMissing, .mostlyMissing: "missing"
    case .noVariation, .flat: "flat"
    case .clipped: "clipped"
    }
  }

  package var message: String {
    switch self {
    case .unknownSamplingFrequency: "the sampling frequency is not known"
    case .uncalibrated: "the lead has no physical scale (gain 0)"
    case .noVoltage(let units): "the lead's unit \(units.quoted) is no voltage"
    case .implausibleFrequency(let frequency):
      "the sampling frequency of \(decimal(frequency)) Hz is not to be believed"
    case .implausibleVoltage: "the voltages are not to be believed: the gain may be wrong"
    case .sampledTooSlowly(let frequency, let needed):
      "sampled too slowly: \(decimal(frequency)) Hz, more than \(decimal(needed)) Hz are needed"
    case .tooShort(let seconds, let needed):
      "too short: \(decimal(seconds)) s, \(decimal(needed)) s are needed"
    case .allMissing: "all samples are missing"
    case .mostlyMissing(let share): "\(percent(share)) of the samples are missing"
    case .noVariation(let range): "flat: all samples lie within \(decimal(range)) mV"
    case .flat(let share): "flat: \(percent(share)) of the samples repeat one value for 1 s or more"
    case .clipped(let share):
      "clipped: \(percent(share)) of the samples are at the converter's limits"
    }
  }
}

/// Rounded to thousandths, without a final `.0`.
private func decimal(_ value: Double) -> String {
  let rounded = (value * 1000).rounded() / 1000
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
